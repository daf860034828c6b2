import type { Image, ImageWithEdits } from "#lib/contracts/image.ts";
import type { Editor } from "./editor.ts";
import { run } from "./run.ts";

interface UploadEvents {
  /** There is more of the photo to draw. */
  readonly onPixels: () => void;
  /** The server sees another picture in the file than this page did: it must be opened as the server sees it. */
  readonly onOther: (image: ImageWithEdits) => void;
}

/** What happens when a photo that is open from this device is saved, or cannot be. Returns what stops it. */
export function watchUpload(editor: Editor, { onPixels, onOther }: UploadEvents): () => void {
  return editor.upload.subscribe((state) => {
    if (state.phase === "failed") editor.photoState.setState({ isRunQueued: false });
    if (state.phase !== "saved" || !state.image) return;
    const image = { ...state.image, edits: [] };
    if (!looksAlike(image, editor.image)) return onOther(image);
    editor.image = image;
    onPixels();
    void editor.account.getState().refreshTokens();
    if (!editor.photoState.getState().isRunQueued) return;
    editor.photoState.setState({ isRunQueued: false });
    void run(editor);
  });
}

/** Begins something that the server can only do for a photo it has. Returns what stops it. */
export function onceSaved({ upload }: Pick<Editor, "upload">, begin: () => () => void): () => void {
  if (upload.getState().phase === "saved") return begin();
  let stop = upload.subscribe(({ phase }) => {
    if (phase !== "saved") return;
    stop();
    stop = begin();
  });
  return () => stop();
}

/** What the stage, the masks and the tiles depend on. */
const looksAlike = (a: Image, b: Image): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.hasAlpha === b.hasAlpha &&
  a.tiles.size === b.tiles.size &&
  a.tiles.levels === b.tiles.levels;
