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
  readonly image: Size;
  readonly colour: MaskColour;
  /** Something to draw has changed. */
  readonly onDisplay: () => void;
  /** A step has ended; `state` describes the mask after it. */
  readonly onState: (state: MaskState) => void;
  /** The worker cannot be started, or has failed. The mask is lost. */
  readonly onFailure: () => void;
  readonly startWorker?: () => Worker;
}

/** The page's end of the mask worker. Every call returns at once; what it did arrives through `onDisplay`/`onState`. */
export class MaskSession {
  readonly #options: MaskSessionOptions;
  readonly #worker: Worker;
  readonly #encoders = new Map<number, PromiseWithResolvers<Blob>>();
  readonly #tiles = new Map<number, ImageBitmap>();
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
    this.#post({ type: "open", image: options.image, colour: options.colour });
  }

  get display(): MaskDisplay {
    return { level: this.#level, tiles: this.#tiles, live: this.#live };
  }

  /** Rises with every step: the same number means the same mask. */
  get revision(): number {
    return this.#sequence;
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

  /** The mask as it is after every call made so far: an 8-bit grey PNG of the picture's size. */
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
    else if (message.type === "state") this.#options.onState(message.state);
    else {
      const encoder = this.#encoders.get(message.ticket);
      this.#encoders.delete(message.ticket);
      if (message.png) encoder?.resolve(message.png);
      else encoder?.reject(notPrepared());
    }
  }

  #takeTiles({ level, range, sequence, tiles, whole }: Extract<FromWorker, { type: "shown" }>): void {
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

function notPrepared(): ApiError {
  return new ApiError("internal", { message: "What you marked could not be prepared for sending. Try again." });
}

function startWorker(): Worker {
  return new Worker(new URL("./mask.worker.ts", import.meta.url), { type: "module" });
}
