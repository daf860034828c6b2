import { layOut, opacityOf } from "#lib/client/edits/version-base.ts";
import { reducedLevel } from "#lib/client/photo/local/decode-reduced.ts";
import type { UploadStore } from "#lib/client/photo/local/upload-store.ts";
import { baseSource, type PatchFiles, type PictureSource, patchSource } from "#lib/client/photo/picture-source.ts";
import type { VersionPart } from "#lib/client/select/wand/version-blocks.ts";
import type { Image } from "#lib/contracts/image.ts";
import { type EditsStore, selectedPath } from "./edits-store.ts";

export interface VersionSources {
  readonly image: Image;
  readonly edits: EditsStore;
  readonly original: PictureSource | null;
  readonly patchFiles: PatchFiles;
  readonly upload: UploadStore;
}

/**
 * What the selected version is drawn of at full resolution, from bottom to top. A photo that is open from this device
 * at a smaller size is waited for until the server has it. Throws why it could not be sent, or the reason of `signal`.
 */
export async function versionParts(sources: VersionSources, signal: AbortSignal): Promise<VersionPart[]> {
  const { image, edits, original, patchFiles, upload } = sources;
  const { base, above } = layOut(image, selectedPath(edits.getState()));
  if (original && reducedLevel(base) > 0) await saved(upload, signal);
  const source = base.editId === null && original ? original : baseSource(base);
  const patches = above.flatMap((edit) =>
    edit.patches.map((patch) => ({ source: patchSource(patch, patchFiles), opacity: opacityOf(edit) })),
  );
  return [{ source, opacity: 1 }, ...patches];
}

/** Waits until the server has the photo. */
export function saved(upload: UploadStore, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = () => {
    const state = upload.getState();
    if (state.phase === "saved") resolve();
    else if (state.phase === "failed") reject(state.error);
  };
  const stop = upload.subscribe(look);
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort);
  look();
  return promise.finally(() => {
    stop();
    signal.removeEventListener("abort", abort);
  });
}
