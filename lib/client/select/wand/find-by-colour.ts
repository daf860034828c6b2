import type { AlphaPart } from "#lib/domain/mask-engine/operation.ts";
import { localError } from "../../api-error.ts";
import { Blocks } from "./blocks.ts";
import type { Wish } from "./find-like.ts";
import type { FromWand, ToWand } from "./protocol.ts";
import { VersionBlocks, type VersionPart } from "./version-blocks.ts";

interface Search {
  /** What the picture is drawn of, from bottom to top. */
  readonly parts: readonly VersionPart[];
  readonly signal: AbortSignal;
  /** 0..1 of the picture that has been searched. */
  readonly onProgress: (fraction: number) => void;
}

/**
 * The pixels of a picture that look like the one at a point, found at full resolution in a worker of its own. What it
 * needs of the picture is loaded as the search gets there.
 *
 * Throws `ApiError` where that fails, or the reason of `signal`.
 */
export async function findByColour(wish: Wish, { parts, signal, onProgress }: Search): Promise<readonly AlphaPart[]> {
  const blocks = new Blocks(wish.picture, wish.side);
  const pictures = new VersionBlocks(parts, signal);
  const worker = new Worker(new URL("./wand.worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<readonly AlphaPart[]>();
  const stop = () => reject(signal.reason);
  const post = (message: ToWand, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const send = async (block: number) => {
    const drawings = await pictures.of(blocks.rect(block));
    post(
      { type: "block", block, drawings },
      drawings.map(({ bitmap }) => bitmap),
    );
  };
  worker.onmessage = ({ data }: MessageEvent<FromWand>) => {
    if (data.type === "need") send(data.block).catch(reject);
    else if (data.type === "searched") onProgress(data.blocks / blocks.count);
    else if (data.type === "found") resolve(data.parts);
    else reject(localError("internal", "page"));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(localError("internal", "page"));
  };
  signal.addEventListener("abort", stop);
  post({ type: "find", wish });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    worker.terminate();
    pictures.close();
  }
}
