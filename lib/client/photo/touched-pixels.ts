import type { Edit } from "#lib/contracts/edit.ts";
import type { PatchFiles } from "./picture-source.ts";

export interface CountRequest {
  readonly file: Blob;
}

/** The count, or null where the browser could not read the picture. */
export type CountReply = number | null;

/**
 * How many pixels an edit's patch may touch: those that are not wholly transparent. Counted once per edit, in a worker.
 */
export class TouchedPixels {
  readonly #files: PatchFiles;
  readonly #counts = new Map<string, Promise<number | null>>();

  constructor(files: PatchFiles) {
    this.#files = files;
  }

  /** Null where it is not known: no patch, several that may overlap, or one that did not arrive. */
  count({ patches }: Pick<Edit, "patches">): Promise<number | null> {
    const [patch, ...others] = patches;
    if (!patch || others.length > 0 || patch.mode !== "over") return Promise.resolve(null);
    const known = this.#counts.get(patch.id);
    if (known) return known;
    const count = this.#files.get(patch.url).then(countInWorker);
    this.#counts.set(patch.id, count);
    return count.catch(() => {
      this.#counts.delete(patch.id);
      return null;
    });
  }
}

function countInWorker(file: Blob): Promise<number | null> {
  const worker = new Worker(new URL("./touched-pixels.worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  worker.onmessage = ({ data }: MessageEvent<CountReply>) => resolve(data);
  worker.onerror = reject;
  worker.postMessage({ file } satisfies CountRequest);
  return promise.finally(() => worker.terminate());
}
