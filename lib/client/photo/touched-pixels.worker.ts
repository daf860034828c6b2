import type { CountReply, CountRequest } from "./touched-pixels.ts";

/** The part of the worker's global scope that is used; the page's DOM types do not describe it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<CountRequest>) => void) | null;
  postMessage(message: CountReply): void;
}

const scope = globalThis as unknown as WorkerScope;

/** Rows that are read at once. */
const STRIP = 256;

scope.onmessage = ({ data }) => {
  countTouched(data.file).then(
    (count) => scope.postMessage(count),
    () => scope.postMessage(null),
  );
};

/** Pixels of a picture whose alpha is not 0. */
async function countTouched(file: Blob): Promise<number | null> {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, STRIP).getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.globalCompositeOperation = "copy";
  let count = 0;
  for (let y = 0; y < height; y += STRIP) {
    context.drawImage(picture, 0, -y);
    const { data } = context.getImageData(0, 0, width, Math.min(STRIP, height - y));
    for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) count++;
  }
  picture.close();
  return count;
}
