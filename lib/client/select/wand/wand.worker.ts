import { Blocks } from "./blocks.ts";
import { findLike, type Wish } from "./find-like.ts";
import type { Drawing, FromWand, ToWand } from "./protocol.ts";
import { smoothEdges } from "./smooth-edges.ts";

/** The part of the worker's global scope that is used; the page's DOM types do not describe it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWand>) => void) | null;
  postMessage(message: FromWand, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const waiting = new Map<number, (drawings: readonly Drawing[]) => void>();

scope.onmessage = ({ data }) => {
  if (data.type === "find") void find(data.wish);
  else {
    waiting.get(data.block)?.(data.drawings);
    waiting.delete(data.block);
  }
};

async function find(wish: Wish): Promise<void> {
  const blocks = new Blocks(wish.picture, wish.side);
  const load = async (block: number) => {
    const { promise, resolve } = Promise.withResolvers<readonly Drawing[]>();
    waiting.set(block, resolve);
    scope.postMessage({ type: "need", block });
    return pixelsOf(await promise, blocks.rect(block));
  };
  try {
    const found = await findLike(wish, load, (searched) => scope.postMessage({ type: "searched", blocks: searched }));
    const parts = smoothEdges(found);
    scope.postMessage(
      { type: "found", parts },
      parts.map(({ data }) => data.buffer as ArrayBuffer),
    );
  } catch (error) {
    console.error(error);
    scope.postMessage({ type: "failed" });
  }
}

function pixelsOf(drawings: readonly Drawing[], { width, height }: { width: number; height: number }) {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("No canvas to read pixels with");
  for (const { bitmap, x, y, opacity } of drawings) {
    context.globalAlpha = opacity;
    context.drawImage(bitmap, x, y);
    bitmap.close();
  }
  return context.getImageData(0, 0, width, height).data;
}
