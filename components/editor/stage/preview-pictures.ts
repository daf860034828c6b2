import { isFinal } from "#lib/client/events.ts";
import { loadPicture } from "#lib/client/photo/picture-source.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { Frame } from "./draw-source.ts";

type Preview = NonNullable<Edit["preview"]>;

interface Shown {
  readonly parentEditId: string | null;
  readonly origin: Origin;
  isRunning: boolean;
  /** The newest that was asked for, whether or not it has arrived. */
  url: string;
  picture: { readonly preview: Rect; readonly bitmap: ImageBitmap } | null;
}

/** Where on the version built on the coordinates of an edit's previews begin. */
export type Origin = Pick<Rect, "x" | "y">;

/**
 * The unfinished pictures of edits under way, each the newest that has arrived. One that does not arrive is not
 * missed: the next one or the result follows.
 */
export class PreviewPictures {
  readonly #onLoad: () => void;
  readonly #shown = new Map<string, Shown>();
  readonly #stop = new AbortController();

  constructor(onLoad: () => void) {
    this.#onLoad = onLoad;
  }

  /** Looks for news. Of an edit whose `originOf` is null none is shown: it is not known where they belong. */
  take(edits: Iterable<Edit>, originOf: (edit: Edit) => Origin | null): void {
    for (const edit of edits) {
      const known = this.#shown.get(edit.id);
      if (known && isFinal(edit)) {
        known.isRunning = false;
        if (edit.status !== "succeeded") this.drop(edit.id);
      } else if (edit.preview && !isFinal(edit) && known?.url !== edit.preview.url) {
        const origin = originOf(edit);
        if (origin) void this.#load(edit, edit.preview, origin);
      }
    }
  }

  /** Draws those of edits that build on the version that is shown. */
  drawRunning(frame: Frame, selected: string | null): void {
    for (const shown of this.#shown.values()) {
      if (shown.isRunning && shown.parentEditId === selected) drawPicture(frame, shown);
    }
  }

  drawLast(frame: Frame, editId: string): void {
    const shown = this.#shown.get(editId);
    if (shown) drawPicture(frame, shown);
  }

  drop(editId: string): void {
    this.#shown.get(editId)?.picture?.bitmap.close();
    this.#shown.delete(editId);
  }

  close(): void {
    this.#stop.abort();
    for (const editId of [...this.#shown.keys()]) this.drop(editId);
  }

  async #load({ id, parentEditId }: Edit, preview: Preview, origin: Origin): Promise<void> {
    const shown: Shown = this.#shown.get(id) ?? { parentEditId, origin, isRunning: true, url: "", picture: null };
    shown.url = preview.url;
    this.#shown.set(id, shown);
    const bitmap = await loadPicture(preview.url, this.#stop.signal).catch(() => null);
    if (!bitmap) return;
    // A newer one was asked for meanwhile, or the edit has ended.
    if (this.#shown.get(id) !== shown || shown.url !== preview.url) return bitmap.close();
    shown.picture?.bitmap.close();
    shown.picture = { preview, bitmap };
    this.#onLoad();
  }
}

function drawPicture({ context, place }: Frame, { picture, origin }: Shown): void {
  if (!picture) return;
  const { preview } = picture;
  const { x, y, width, height } = place({ ...preview, x: preview.x + origin.x, y: preview.y + origin.y });
  context.drawImage(picture.bitmap, x, y, width, height);
}
