import type { LayerChange } from "#lib/domain/mask-engine/layer-change.ts";
import { FIRST_LAYER } from "#lib/domain/mask-engine/layer-change.ts";
import type { Brush, MaskOperation, StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import { NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import type { Direction } from "#lib/domain/mask-engine/undo-log.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { TileRange } from "../view/tile-plan.ts";
import { liveBrush } from "./live-brush.ts";
import type { FromWorker, ImportedMask, LayerLook, MaskColour, MaskNotice, MaskState, MaskStep } from "./protocol.ts";
import { type LayerTiles, ShownTiles } from "./shown-tiles.ts";
import { WorkerRequests } from "./worker-requests.ts";

/** A piece of a stroke that the worker has not shown yet: drawn by the page at once, dropped when its tiles arrive. */
export interface LivePiece {
  readonly sequence: number;
  readonly layer: string;
  /** The same object for every piece of a stroke. */
  readonly brush: Brush;
  readonly points: readonly StrokePoint[];
}

/** What the stage draws. Read, never written, by the stage. */
export interface MaskDisplay {
  readonly level: number;
  /** The visible layers from bottom to top; their tiles are in each one's own colour. */
  readonly layers: ReadonlyMap<string, LayerTiles>;
  /** On the active layer. */
  readonly live: readonly LivePiece[];
  /** The last pieces that the tiles show of the strokes whose end is among those. */
  readonly shown: readonly LivePiece[];
}

/** Pieces of a stroke that are known after the tiles show them: what comes next may lie over these. */
const SHOWN_PIECES = 32;

export interface MaskSessionOptions {
  /** Under which the masks are saved in this browser: the image's id. */
  readonly imageId: string;
  /** Of layers that `look` does not name. */
  readonly colour: MaskColour;
  /** Something to draw has changed. */
  readonly onDisplay: () => void;
  /** A step has ended, and `state` describes the mask after it; `moved` where that step was undo or redo. */
  readonly onState: (state: MaskState, moved: Direction | null) => void;
  readonly onNotice: (notice: MaskNotice) => void;
  /** The worker cannot be started, or has failed. What was marked since the last save is lost. */
  readonly onFailure: () => void;
  readonly startWorker?: () => Worker;
}

/** A mask on which nothing has been done. */
export const NOTHING_MARKED: MaskState = {
  ...{ bounds: null, pixels: 0, centre: null, canUndo: false, canRedo: false, active: FIRST_LAYER },
  layers: [{ id: FIRST_LAYER, settings: NO_SETTINGS, meta: null, bounds: null, pixels: 0, centre: null }],
};

/**
 * The page's end of the mask worker. Every call returns at once; what it did arrives through `onDisplay`/`onState`.
 * Holds the masks of each picture size worked on; `open` turns to those of one, and must be called first.
 */
export class MaskSession {
  readonly #options: MaskSessionOptions;
  readonly #worker: WorkerRequests;
  readonly #tiles = new ShownTiles();
  readonly #states = new Map<string, MaskState>();
  readonly #steps = new Map<string, number>();
  #document = "";
  #live: LivePiece[] = [];
  #shown: LivePiece[] = [];
  #predicted: LivePiece | null = null;
  #stroke: { readonly layer: string; readonly brush: Brush; last: StrokePoint } | null = null;
  #sequence = 0;
  /** The last undo or redo that the worker has not told of. */
  #move: { readonly direction: Direction; readonly sequence: number } | null = null;

  constructor(options: MaskSessionOptions) {
    this.#options = options;
    const onMessage = (message: FromWorker) => this.#take(message);
    this.#worker = new WorkerRequests((options.startWorker ?? startWorker)(), onMessage, options.onFailure);
    this.look(new Map());
  }

  /** Turns to the masks of that name: those saved in this browser, or an empty one. The others are kept as they are. */
  open(document: string, image: Size): void {
    if (document === this.#document) return;
    this.abortStroke();
    this.#document = document;
    this.#live = [];
    this.#tiles.clear();
    this.#worker.post({ type: "open", document: `${this.#options.imageId}/${document}`, image });
    this.#options.onState(this.state, null);
    this.#options.onDisplay();
  }

  /** The name of the open masks. */
  get document(): string {
    return this.#document;
  }

  /** As of the last step the worker has told of. */
  get state(): MaskState {
    return this.#states.get(this.#document) ?? NOTHING_MARKED;
  }

  get display(): MaskDisplay {
    const live = this.#predicted ? [...this.#live, this.#predicted] : this.#live;
    return { level: this.#tiles.level, layers: this.#tiles.layers, live, shown: this.#shown };
  }

  /** Changes with every step and with every other document: the same text means the same mask. */
  get revision(): string {
    return `${this.#document}#${this.#steps.get(this.#document) ?? 0}`;
  }

  /** On the active layer. */
  beginStroke(brush: Brush, at: StrokePoint): void {
    const { active, layers } = this.state;
    const settings = layers.find(({ id }) => id === active)?.settings ?? NO_SETTINGS;
    const stroke = { layer: active, brush: liveBrush(brush, settings), last: at };
    this.#stroke = stroke;
    this.#show(this.#step({ kind: "begin", brush, at }), [at]);
  }

  extendStroke(points: readonly StrokePoint[]): void {
    const stroke = this.#stroke;
    const last = points.at(-1);
    if (!stroke || !last) return;
    this.#show(this.#step({ kind: "extend", points }), [stroke.last, ...points]);
    stroke.last = last;
  }

  /** Shows where the stroke will go next, until it has gone there or elsewhere. Nothing is marked by it. */
  predictStroke(points: readonly StrokePoint[]): void {
    if (!this.#stroke || points.length === 0) return;
    const { layer, brush, last } = this.#stroke;
    this.#predicted = { sequence: this.#sequence + 1, layer, brush, points: [last, ...points] };
    this.#options.onDisplay();
  }

  commitStroke(): void {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.#predicted = null;
    this.#step({ kind: "commit" });
  }

  /** Takes back the stroke under way. */
  abortStroke(): void {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.#predicted = null;
    this.#live = [];
    this.#step({ kind: "abort" });
    this.#options.onDisplay();
  }

  /** On the active layer. The pixels of a shape that has some are the worker's from here on. */
  apply(operation: MaskOperation): void {
    const parts = operation.kind === "alpha" ? operation.parts : [];
    this.#step({ kind: "apply", operation }, [...new Set(parts.map(({ data }) => data.buffer as ArrayBuffer))]);
  }

  /** A step of undo like any other. */
  changeLayers(change: LayerChange): void {
    this.#step({ kind: "layers", change });
  }

  /** Shows a change while a slider is dragged; `changeLayers` at its end makes it a step, any other call takes it back. */
  tryLayers(change: LayerChange): void {
    this.#step({ kind: "try-layers", change });
  }

  /** Which layer is drawn on, and which one `state` describes. */
  activateLayer(id: string): void {
    this.#step({ kind: "activate", id });
  }

  undo(): void {
    this.#move = { direction: "undo", sequence: this.#step({ kind: "undo" }) };
  }

  redo(): void {
    this.#move = { direction: "redo", sequence: this.#step({ kind: "redo" }) };
  }

  /** How layers are shown; those not named are visible in the session's colour. */
  look(looks: ReadonlyMap<string, LayerLook>): void {
    this.#worker.post({ type: "looks", looks, others: { colour: this.#options.colour, isVisible: true } });
  }

  /** Tells which tiles are on the stage. */
  show(level: number, range: TileRange): void {
    this.#worker.post({ type: "view", level, range });
  }

  /**
   * The active layer's mask, or that of several layers together, as it is after every call made so far: an 8-bit grey PNG
   * of its picture's size.
   */
  encode(layers: readonly string[] | null = null): Promise<Blob> {
    return this.#worker.encode(layers);
  }

  /** Joins a mask from a PNG to the active layer. Rejects with `mask_invalid` or `mask_size_mismatch` as an `ApiError`. */
  import(mask: ImportedMask): Promise<void> {
    return this.#worker.import(this.#nextSequence(), mask);
  }

  close(): void {
    this.#worker.close();
    this.#tiles.clear();
  }

  #step(step: MaskStep, transfer: Transferable[] = []): number {
    const sequence = this.#nextSequence();
    this.#worker.post({ type: "step", sequence, step }, transfer);
    return sequence;
  }

  #nextSequence(): number {
    this.#steps.set(this.#document, (this.#steps.get(this.#document) ?? 0) + 1);
    return ++this.#sequence;
  }

  #show(sequence: number, points: readonly StrokePoint[]): void {
    if (!this.#stroke) return;
    const { layer, brush } = this.#stroke;
    this.#predicted = null;
    this.#live.push({ sequence, layer, brush, points });
    this.#options.onDisplay();
  }

  #take(message: FromWorker): void {
    if (message.type === "shown") this.#takeTiles(message);
    else if (message.type === "state") {
      const document = message.document.slice(this.#options.imageId.length + 1);
      this.#states.set(document, message.state);
      const moved = this.#move?.sequence === message.sequence ? this.#move.direction : null;
      if (document === this.#document) this.#options.onState(message.state, moved);
    } else if (message.type === "notice") this.#options.onNotice(message.notice);
  }

  #takeTiles(message: Extract<FromWorker, { type: "shown" }>): void {
    // On its way when the page turned to another mask.
    if (message.document !== `${this.#options.imageId}/${this.#document}`) {
      for (const { bitmap } of message.tiles) bitmap?.close();
      return;
    }
    this.#tiles.take(message);
    const isShown = ({ sequence }: LivePiece) => sequence <= message.sequence;
    const live = this.#live.filter((piece) => !isShown(piece));
    const goOn = new Set([this.#stroke, ...live].map((part) => part?.brush));
    this.#shown = [...this.#shown, ...this.#live.filter(isShown)]
      .filter(({ brush }) => goOn.has(brush))
      .slice(-SHOWN_PIECES);
    this.#live = live;
    this.#options.onDisplay();
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./mask.worker.ts", import.meta.url), { type: "module" });
}
