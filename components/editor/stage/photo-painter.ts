import type { BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Editor } from "../state/editor.ts";
import { comparedPath, selectedPath } from "../state/edits-store.ts";
import { compareCut } from "./compare-cut.ts";
import type { Frame } from "./draw-source.ts";
import { PreviewPictures } from "./preview-pictures.ts";
import type { StageColours } from "./stage-colours.ts";
import { type EditPatches, type Scene, VersionPainter } from "./version-painter.ts";

const FADE_MILLIS = 180;

/** Draws the selected version, what running edits have shown of themselves, and, cut by the slider, the one before. */
export class PhotoPainter {
  readonly #editor: Editor;
  readonly #versions: VersionPainter;
  readonly #previews: PreviewPictures;
  readonly #firstDrawn = new Map<string, number>();
  readonly #fades: boolean;
  #now = 0;
  #isFading = false;

  constructor(editor: Editor, colours: StageColours, redraw: () => void) {
    this.#editor = editor;
    const { image, bitmaps, patchFiles } = editor;
    this.#versions = new VersionPainter({
      image,
      bitmaps,
      patchFiles,
      checker: colours.checker,
      drawEdit: (frame, edit, patches) => this.#drawEdit(frame, edit, patches),
    });
    this.#previews = new PreviewPictures(redraw);
    this.#fades = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Answers whether a fade is under way and another frame is needed. */
  paint(context: CanvasRenderingContext2D, now: number): boolean {
    this.#now = now;
    this.#isFading = false;
    const { viewport, stage, pixelRatio } = this.#editor.view.getState();
    const { base } = this.#editor.base.getState();
    const edits = this.#editor.edits.getState();
    const wanted: BitmapRequest[] = [];
    const scene: Scene = { context, viewport, placement: base.placement, stage, pixelRatio, wanted };
    const path = selectedPath(edits);
    if (edits.isComparing) {
      const cut = Math.round(compareCut(viewport, base, stage, edits.comparePosition) * pixelRatio);
      clipped(context, 0, cut, () => this.#versions.paint(scene, comparedPath(edits)));
      clipped(context, cut, context.canvas.width, () => this.#versions.paint(scene, path));
    } else {
      this.#versions.paint(scene, path);
      this.#previews.take(edits.edits.values());
      this.#previews.drawRunning(this.#versions.frame(scene, path), edits.selected);
    }
    this.#editor.bitmaps.want(wanted);
    return this.#isFading;
  }

  close(): void {
    this.#previews.close();
  }

  /** Where the edit was seen growing, its last preview stays until the result is there. */
  #drawEdit(frame: Frame, edit: Edit, patches: EditPatches): void {
    const opacity = this.#opacity(edit.id, patches);
    if (opacity < 1) {
      this.#isFading = true;
      this.#previews.drawLast(frame, edit.id);
    } else if (!patches.isReady()) this.#previews.drawLast(frame, edit.id);
    else this.#previews.drop(edit.id);
    frame.context.globalAlpha = opacity;
    patches.draw();
    frame.context.globalAlpha = 1;
  }

  /** Fades in from the first frame in which the patch can be seen. */
  #opacity(editId: string, patches: EditPatches): number {
    if (!this.#fades || !this.#editor.edits.getState().chosen.has(editId)) return 1;
    const first = this.#firstDrawn.get(editId);
    if (first !== undefined) return Math.min(1, (this.#now - first) / FADE_MILLIS);
    if (!patches.isReady()) return 1;
    this.#firstDrawn.set(editId, this.#now);
    return 0;
  }
}

function clipped(context: CanvasRenderingContext2D, left: number, right: number, paint: () => void): void {
  context.save();
  context.beginPath();
  context.rect(left, 0, Math.max(0, right - left), context.canvas.height);
  context.clip();
  paint();
  context.restore();
}
