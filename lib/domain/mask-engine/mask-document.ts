import type { Size } from "../raster.ts";
import { rasteriseCapsule } from "./capsule.ts";
import { combine } from "./combine.ts";
import type { LayerChange } from "./layer-change.ts";
import { LayerMask } from "./layer-mask.ts";
import { LayerStack } from "./layer-stack.ts";
import type { Brush, CombineMode, MaskOperation, StrokePoint } from "./operation.ts";
import { painter } from "./paint.ts";
import { stretchesOf } from "./pressure.ts";
import { rasterise } from "./rasterise.ts";
import type { MaskFacts } from "./statistics.ts";
import type { LayerInfo } from "./step.ts";
import type { Tiles } from "./tiles.ts";
import { type Direction, UndoLog } from "./undo-log.ts";

/** The stroke under way: enough to draw it again. */
export interface Stroke {
  readonly brush: Brush;
  readonly points: readonly StrokePoint[];
}

/** The mask of the active layer, and every layer with its own. */
export interface DocumentFacts extends MaskFacts {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly active: string;
  /** From bottom to top. */
  readonly layers: readonly (LayerInfo & MaskFacts)[];
}

/**
 * The masks of one picture at full resolution: which pixels may change. One byte per pixel (255 = repaint, 0 = keep) in
 * tiles that exist only where something is marked. Every change of any layer is a step of one undo log. Knows nothing of
 * screens, zoom or canvases.
 */
export class MaskDocument {
  readonly image: Size;
  readonly log: UndoLog;
  readonly layers: LayerStack;
  #stroke: { readonly brush: Brush; readonly points: StrokePoint[] } | null = null;

  constructor(image: Size, layers = new LayerStack(image), log = new UndoLog()) {
    this.image = image;
    this.layers = layers;
    this.log = log;
  }

  get stroke(): Stroke | null {
    return this.#stroke;
  }

  beginStroke(brush: Brush, at: StrokePoint): void {
    this.abortStroke();
    this.#stroke = { brush, points: [at] };
    this.#segment(brush, at, at);
  }

  extendStroke(points: readonly StrokePoint[]): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    for (const point of points) {
      this.#segment(stroke.brush, stroke.points.at(-1) as StrokePoint, point);
      stroke.points.push(point);
    }
  }

  /** Makes the stroke, or the layer change that was tried, one step of undo. */
  commitStroke(): void {
    this.#stroke = null;
    this.#commit();
  }

  /** Takes back what is not a step yet, the stroke or the change of layers that was tried, as if it had never begun. */
  abortStroke(): void {
    this.#stroke = null;
    this.layers.rollBack();
  }

  apply(operation: MaskOperation): void {
    if (operation.kind === "clear") this.changeLayers({ kind: "clear", ids: [this.layers.list.active] });
    else this.combine(rasterise(operation, this.image), operation.mode);
  }

  /** Joins tiles to the active layer. They must not be written to any more. */
  combine(tiles: Tiles, mode: CombineMode): void {
    this.abortStroke();
    combine(this.layers.activeMask.raw, tiles, mode);
    this.#commit();
  }

  changeLayers(change: LayerChange): void {
    this.abortStroke();
    this.layers.change(change);
    this.#commit();
  }

  /** Shows a change of layers without making it a step: what follows takes it back first. For sliders being dragged. */
  tryLayers(change: LayerChange): void {
    this.abortStroke();
    this.layers.change(change);
  }

  activate(id: string): void {
    this.abortStroke();
    this.layers.activate(id);
  }

  /** Takes the last step back; false when there is none, or it has to be loaded first (`log.load`). */
  undo(): boolean {
    return this.#move("undo");
  }

  redo(): boolean {
    return this.#move("redo");
  }

  /** The marks of one layer, or of several together, as its settings make them. Later changes do not touch them. */
  snapshot(ids: readonly string[] = [this.layers.list.active]): Tiles {
    const [first, ...others] = this.#masks(ids).map((mask) => mask.snapshot());
    if (!first || others.length === 0) return first ?? new Map();
    const union = new LayerMask(this.image, first);
    for (const tiles of others) combine(union.raw, tiles, "add");
    return union.snapshot();
  }

  facts(): DocumentFacts {
    const { layers, active } = this.layers.list;
    const all = layers.map((layer) => ({ ...layer, ...this.layers.mask(layer.id).facts() }));
    const { bounds, pixels, centre } = all.find(({ id }) => id === active) as MaskFacts;
    const { canUndo, canRedo } = this.log;
    return { bounds, pixels, centre, canUndo, canRedo, active, layers: all };
  }

  #masks(ids: readonly string[]): LayerMask[] {
    const { layers } = this.layers.list;
    return layers.filter(({ id }) => ids.includes(id)).map(({ id }) => this.layers.mask(id));
  }

  #segment(brush: Brush, from: StrokePoint, to: StrokePoint): void {
    const { mode, hardness = 1 } = brush;
    for (const { radius, opacity, ...ends } of stretchesOf(brush, from, to)) {
      const sink = painter(this.layers.activeMask.raw, { mode, radius, opacity });
      rasteriseCapsule(ends.from, ends.to, { radius, hardness }, this.image, sink);
    }
  }

  #move(direction: Direction): boolean {
    this.abortStroke();
    return this.log.move(direction, (step) => this.layers.exchange(step));
  }

  /** Steps that changed nothing are not kept: every undo is seen. */
  #commit(): void {
    const step = this.layers.commit();
    if (step) this.log.push(step);
  }
}
