import type { Size } from "#lib/domain/raster.ts";
import type { PhotoHeader } from "../header/photo-header.ts";

/** Longest side of the picture made here, in pixels: enough for a window, little enough to be there at once. */
const LONGEST = 2048;

/** The level of the display pyramid that is decoded here: the finest with at most `LONGEST` pixels a side. */
export const reducedLevel = ({ width, height }: Size): number =>
  Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / LONGEST)));

/**
 * A photo as the browser shows it, upright, at the size of `reducedLevel`. Rejects where the browser cannot read it.
 *
 * A JPEG is decoded at about that size, which takes a fraction of the time and memory of all its pixels.
 */
export async function decodeReduced(file: Blob, header: PhotoHeader): Promise<ImageBitmap> {
  const scale = 2 ** -reducedLevel(header);
  const resize: ImageBitmapOptions = {
    resizeWidth: Math.max(1, Math.ceil(header.width * scale)),
    resizeHeight: Math.max(1, Math.ceil(header.height * scale)),
    resizeQuality: "medium",
  };
  const frame = await decodeFrame(file, header, Math.ceil(Math.max(header.width, header.height) * scale));
  if (!frame) return await createImageBitmap(file, resize);
  try {
    // With both sides given, Chromium 153 makes it upright; without, it keeps the stored sides of a turned frame.
    return await createImageBitmap(frame, resize);
  } finally {
    frame.close();
  }
}

/** Null in browsers, and on pages that came over plain http, that have no such decoder. */
async function decodeFrame(file: Blob, { format }: PhotoHeader, side: number): Promise<VideoFrame | null> {
  const type = `image/${format}`;
  if (typeof ImageDecoder === "undefined" || !(await ImageDecoder.isTypeSupported(type))) return null;
  // A square, because whether the sides are those before or after turning differs; the aspect is kept.
  const decoder = new ImageDecoder({ data: file.stream(), type, desiredWidth: side, desiredHeight: side });
  try {
    return (await decoder.decode()).image;
  } finally {
    decoder.close();
  }
}
