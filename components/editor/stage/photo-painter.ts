import type { BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { isOnlyLooking, pathBefore } from "../state/compare-store.ts";
import type { Editor } from "../state/editor.ts";
import { selectedPath } from "../state/edits-store.ts";
import type { ComparePainter } from "./compare-painter.ts";
import type { Frame } from "./draw-source.ts";
import { type Origin, PreviewPictures } from "./preview-pictures.ts";
import type { StageColours } from "./stage-colours.ts";
import { type EditPatches, type Scene, VersionPainter } from "./version-painter.ts";

const FADE_MILLIS = 180;

/** Draws the selected version with what running edits have shown of themselves, or compares it with the one before. */
export class PhotoPainter {
  readonly #editor: Editor;
  readonly #versions: VersionPainter;
  readonly #loadComparison: () => void;
  /** Null until there is something to compare and it has come. */
  #comparison: ComparePainter | null = null;
  readonly #previews: PreviewPictures;
  readonly #firstDrawn = new Map<string, number>();
  readonly #fades: boolean;
  #now = 0;
  #isFading = false;
  /** The edit whose result is not there yet, and which the version before stands for. */
  #awaited: string | null = null;

  constructor(editor: Editor, colours: StageColours, redraw: () => void) {
    this.#editor = editor;
    const { image, original, bitmaps, patchFiles } = editor;
    this.#versions = new VersionPainter({
      image,
      original,
      bitmaps,
      patchFiles,
      checker: colours.checker,
      drawEdit: (frame, edit, patches) => this.#drawEdit(frame, edit, patches),
      drawAwaited: (frame, edit) => {
        this.#awaited = edit.id;
        this.#previews.drawLast(frame, edit.id);
      },
    });
    let isLoading = false;
    this.#loadComparison = () => {
      if (isLoading) return;
      isLoading = true;
      import("./compare-painter.ts").then(
        ({ ComparePainter }) => {
          this.#comparison = new ComparePainter(editor, this.#versions, colours);
          redraw();
        },
        // Without a connection: asked for again with the next drawing.
        () => {
          isLoading = false;
        },
      );
    };
    this.#previews = new PreviewPictures(redraw);
    this.#fades = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Answers whether a fade is under way and another frame is needed. */
  paint(context: CanvasRenderingContext2D, now: number): boolean {
    this.#now = now;
    this.#isFading = false;
    this.#awaited = null;
    const { viewport, stage, pixelRatio } = this.#editor.view.getState();
    const { base } = this.#editor.base.getState();
    const edits = this.#editor.edits.getState();
    const wanted: BitmapRequest[] = [];
    const scene: Scene = { context, viewport, placement: base.placement, stage, pixelRatio, wanted };
    const path = selectedPath(edits);
    if (edits.edits.size > 0) this.#loadComparison();
    if (this.#comparison && isOnlyLooking(this.#editor)) {
      this.#comparison.paint(scene, pathBefore(edits, this.#editor.compare.getState()), path);
    } else {
      this.#comparison?.release();
      this.#versions.paint(scene, path);
      if (base.editId !== null && base.editId !== this.#awaited) this.#previews.drop(base.editId);
      this.#previews.take(edits.edits.values(), previewOrigin);
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

/** An extension's previews lie on what comes out. */
function previewOrigin({ operation, expand }: Edit): Origin | null {
  if (OPERATIONS[operation].result === "over") return { x: 0, y: 0 };
  return expand && { x: -expand.left, y: -expand.top };
}
