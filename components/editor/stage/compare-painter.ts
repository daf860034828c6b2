import { secondPane } from "#lib/client/view/panes.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { Editor } from "../state/editor.ts";
import { compareCut } from "./compare-cut.ts";
import { DifferenceMap } from "./difference-map.ts";
import type { StageColours } from "./stage-colours.ts";
import type { Scene, VersionPainter } from "./version-painter.ts";

/** Draws a version and the one before it, in the way that is chosen; while one peeks, the one before alone. */
export class ComparePainter {
  readonly #editor: Editor;
  readonly #versions: VersionPainter;
  readonly #difference: DifferenceMap;

  constructor(editor: Editor, versions: VersionPainter, colours: StageColours) {
    this.#editor = editor;
    this.#versions = versions;
    this.#difference = new DifferenceMap(editor, versions, colours);
  }

  /** `before` and `after` as of `versionPath`. */
  paint(scene: Scene, before: readonly Edit[], after: readonly Edit[]): void {
    const { mode, isPeeking } = this.#editor.compare.getState();
    if (mode === "sideBySide") this.#sideBySide(scene, before, isPeeking ? before : after);
    else if (isPeeking) this.#versions.paint(scene, before);
    else if (mode === "slider") this.#cut(scene, before, after);
    else this.#difference.paint(scene, before, after);
    if (mode !== "difference") this.release();
  }

  /** Nothing is compared any more: what only that needs can go. */
  release(): void {
    this.#difference.release();
  }

  #cut(scene: Scene, before: readonly Edit[], after: readonly Edit[]): void {
    const { context, viewport, stage, pixelRatio } = scene;
    const { position } = this.#editor.compare.getState();
    const { base } = this.#editor.base.getState();
    const { width, height } = context.canvas;
    const cut = Math.min(width, Math.round(compareCut(viewport, base, stage, position) * pixelRatio));
    clipped(context, { x: 0, y: 0, width: cut, height }, () => this.#versions.paint(scene, before));
    clipped(context, { x: cut, y: 0, width: width - cut, height }, () => this.#versions.paint(scene, after));
  }

  #sideBySide(scene: Scene, before: readonly Edit[], after: readonly Edit[]): void {
    const { context, stage, pixelRatio } = scene;
    const second = secondPane(this.#editor.view.getState().surface);
    const pane = {
      x: 0,
      y: 0,
      width: Math.round(stage.width * pixelRatio),
      height: Math.round(stage.height * pixelRatio),
    };
    clipped(context, pane, () => this.#versions.paint(scene, before));
    context.save();
    context.translate(Math.round(second.x * pixelRatio), Math.round(second.y * pixelRatio));
    clipped(context, pane, () => this.#versions.paint(scene, after));
    context.restore();
  }
}

function clipped(context: CanvasRenderingContext2D, { x, y, width, height }: Rect, paint: () => void): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  paint();
  context.restore();
}
