import type { Size } from "#lib/domain/raster.ts";
import { ApiError } from "../api-error.ts";
import type { ImagePoint } from "../view/points.ts";
import type { TileRange } from "../view/tile-plan.ts";
import type { Brush, MaskOperation } from "./operation.ts";
import type { FromWorker, MaskColour, MaskState, MaskStep, ToWorker } from "./protocol.ts";
import { tileX, tileY } from "./tiles.ts";

/** A piece of a stroke that the worker has not shown yet: drawn by the page at once, dropped when its tiles arrive. */
export interface LivePiece {
  readonly sequence: number;
  readonly brush: Brush;
  readonly points: readonly ImagePoint[];
}

/** What the stage draws. Read, never written, by the stage. */
export interface MaskDisplay {
  readonly level: number;
  readonly tiles: ReadonlyMap<number, ImageBitmap>;
  readonly live: readonly LivePiece[];
}

export interface MaskSessionOptions {
  readonly colour: MaskColour;
  /** Something to draw has changed. */
  readonly onDisplay: () => void;
  /** A step has ended; `state` describes the mask after it. */
  readonly onState: (state: MaskState) => void;
  /** The worker cannot be started, or has failed. The mask is lost. */
  readonly onFailure: () => void;
  readonly startWorker?: () => Worker;
}

/**
 * The page's end of the mask worker. Every call returns at once; what it did arrives through `onDisplay`/`onState`.
 * Holds a mask for each picture size worked on; `open` turns to one of them, and must be called first.
 */
export class MaskSession {
  readonly #options: MaskSessionOptions;
  readonly #worker: Worker;
  readonly #encoders = new Map<number, PromiseWithResolvers<Blob>>();
  readonly #tiles = new Map<number, ImageBitmap>();
  readonly #states = new Map<string, MaskState>();
  readonly #steps = new Map<string, number>();
  #document = "";
  #level = 0;
  #live: LivePiece[] = [];
  #stroke: { readonly brush: Brush; last: ImagePoint } | null = null;
  #sequence = 0;
  #ticket = 0;

  constructor(options: MaskSessionOptions) {
    this.#options = options;
    this.#worker = (options.startWorker ?? startWorker)();
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#take(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail();
    };
  }

  /** Turns to the mask of that name, which is empty when it is new. The others are kept as they are. */
  open(document: string, image: Size): void {
    if (document === this.#document) return;
    this.abortStroke();
    this.#document = document;
    this.#live = [];
    this.#drop(() => true);
    this.#post({ type: "open", document, image, colour: this.#options.colour });
    this.#options.onState(this.#states.get(document) ?? NOTHING_MARKED);
    this.#options.onDisplay();
  }

  /** The name of the open mask. */
  get document(): string {
    return this.#document;
  }

  get display(): MaskDisplay {
    return { level: this.#level, tiles: this.#tiles, live: this.#live };
  }

  /** Changes with every step and with every other document: the same text means the same mask. */
  get revision(): string {
    return `${this.#document}#${this.#steps.get(this.#document) ?? 0}`;
  }

  beginStroke(brush: Brush, at: ImagePoint): void {
    this.#stroke = { brush, last: at };
    const sequence = this.#step({ kind: "begin", brush, at });
    this.#show({ sequence, brush, points: [at] });
  }

  extendStroke(points: readonly ImagePoint[]): void {
    const stroke = this.#stroke;
    const last = points.at(-1);
    if (!stroke || !last) return;
    const sequence = this.#step({ kind: "extend", points });
    this.#show({ sequence, brush: stroke.brush, points: [stroke.last, ...points] });
    stroke.last = last;
  }

  commitStroke(): void {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.#step({ kind: "commit" });
  }

  /** Takes back the stroke under way. */
  abortStroke(): void {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.#live = [];
    this.#step({ kind: "abort" });
    this.#options.onDisplay();
  }

  apply(operation: MaskOperation): void {
    this.#step({ kind: "apply", operation });
  }

  undo(): void {
    this.#step({ kind: "undo" });
  }

  redo(): void {
    this.#step({ kind: "redo" });
  }

  /** Tells which tiles are on the stage. */
  show(level: number, range: TileRange): void {
    this.#post({ type: "view", level, range });
  }

  /** The mask as it is after every call made so far: an 8-bit grey PNG of its picture's size. */
  encode(): Promise<Blob> {
    const ticket = this.#ticket++;
    const encoder = Promise.withResolvers<Blob>();
    this.#encoders.set(ticket, encoder);
    this.#post({ type: "encode", ticket });
    return encoder.promise;
  }

  close(): void {
    this.#worker.terminate();
    for (const bitmap of this.#tiles.values()) bitmap.close();
    this.#tiles.clear();
    this.#rejectEncoders();
  }

  #step(step: MaskStep): number {
    const sequence = ++this.#sequence;
    this.#steps.set(this.#document, (this.#steps.get(this.#document) ?? 0) + 1);
    this.#post({ type: "step", sequence, step });
    return sequence;
  }

  #show(piece: LivePiece): void {
    this.#live.push(piece);
    this.#options.onDisplay();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromWorker): void {
    if (message.type === "shown") this.#takeTiles(message);
    else if (message.type === "state") {
      this.#states.set(message.document, message.state);
      if (message.document === this.#document) this.#options.onState(message.state);
    } else {
      const encoder = this.#encoders.get(message.ticket);
      this.#encoders.delete(message.ticket);
      if (message.png) encoder?.resolve(message.png);
      else encoder?.reject(notPrepared());
    }
  }

  #takeTiles({ document, level, range, sequence, tiles, whole }: Extract<FromWorker, { type: "shown" }>): void {
    // On its way when the page turned to another mask.
    if (document !== this.#document) {
      for (const { bitmap } of tiles) bitmap?.close();
      return;
    }
    if (whole || level !== this.#level) this.#drop(() => true);
    this.#level = level;
    this.#drop((key) => {
      const [x, y] = [tileX(key), tileY(key)];
      return x < range.left || x >= range.right || y < range.top || y >= range.bottom;
    });
    for (const { key, bitmap } of tiles) {
      this.#drop((old) => old === key);
      if (bitmap) this.#tiles.set(key, bitmap);
    }
    this.#live = this.#live.filter((piece) => piece.sequence > sequence);
    this.#options.onDisplay();
  }

  #drop(condition: (key: number) => boolean): void {
    for (const [key, bitmap] of this.#tiles) {
      if (!condition(key)) continue;
      bitmap.close();
      this.#tiles.delete(key);
    }
  }

  #fail(): void {
    this.#rejectEncoders();
    this.#options.onFailure();
  }

  #rejectEncoders(): void {
    for (const encoder of this.#encoders.values()) encoder.reject(notPrepared());
    this.#encoders.clear();
  }
}

const NOTHING_MARKED: MaskState = { bounds: null, pixels: 0, centre: null, canUndo: false, canRedo: false };

function notPrepared(): ApiError {
  return new ApiError("internal", { message: "What you marked could not be prepared for sending. Try again." });
}

function startWorker(): Worker {
  return new Worker(new URL("./mask.worker.ts", import.meta.url), { type: "module" });
}
