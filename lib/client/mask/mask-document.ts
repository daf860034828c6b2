import type { Size } from "#lib/domain/raster.ts";
import type { ImagePoint } from "../view/points.ts";
import { type RowSink, rasteriseCapsule } from "./capsule.ts";
import type { Brush, MaskOperation, PaintMode } from "./operation.ts";
import { rasterisePolygon } from "./polygon.ts";
import { type MaskFacts, MaskStatistics } from "./statistics.ts";
import { TILE, TILE_BYTES, type Tiles, tileKey } from "./tiles.ts";
import { UndoLog } from "./undo-log.ts";

/**
 * One mask at full image resolution: which pixels may change. One byte per pixel (255 = repaint, 0 = keep) in tiles that
 * exist only where something was painted. Knows nothing of screens, zoom or canvases.
 *
 * Tiles are copied before the first write of each step, so an array handed out by `snapshot()` or kept for undo never
 * changes afterwards.
 */
export class MaskDocument {
  readonly image: Size;
  /** Keys of tiles written since the last `takeDirty()`. */
  #dirty = new Set<number>();
  #tiles: Tiles = new Map();
  /** Tiles this step may write in place. */
  #owned = new Set<number>();
  /** What the tiles of the step under way held before it; null for none. */
  #before = new Map<number, Uint8Array<ArrayBuffer> | null>();
  #stroke: { readonly brush: Brush; last: ImagePoint } | null = null;
  readonly #log = new UndoLog();
  readonly #statistics: MaskStatistics;

  constructor(image: Size) {
    this.image = image;
    this.#statistics = new MaskStatistics(image);
  }

  beginStroke(brush: Brush, at: ImagePoint): void {
    this.abortStroke();
    this.#stroke = { brush, last: at };
    this.#segment(brush, at, at);
  }

  extendStroke(points: readonly ImagePoint[]): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    for (const point of points) {
      this.#segment(stroke.brush, stroke.last, point);
      stroke.last = point;
    }
  }

  /** Makes the stroke one step of undo. */
  commitStroke(): void {
    this.#stroke = null;
    this.#commit();
  }

  /** Takes the stroke back as if it had never begun. */
  abortStroke(): void {
    this.#stroke = null;
    for (const [key, tile] of this.#before) this.#put(key, tile);
    this.#settle();
  }

  apply(operation: MaskOperation): void {
    this.abortStroke();
    if (operation.kind === "polygon") {
      rasterisePolygon(operation.points, this.image, this.#sink(operation.mode));
    } else {
      for (const [key, tile] of this.#tiles) {
        this.#before.set(key, tile);
        this.#put(key, null);
      }
    }
    this.#commit();
  }

  /** Takes the last step back; false when there is none. */
  undo(): boolean {
    this.abortStroke();
    return this.#log.undo(this.#tiles, (key, tile) => this.#put(key, tile));
  }

  redo(): boolean {
    this.abortStroke();
    return this.#log.redo(this.#tiles, (key, tile) => this.#put(key, tile));
  }

  tile(key: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#tiles.get(key);
  }

  /** The tiles as they are now; later painting does not change what was handed out. */
  snapshot(): ReadonlyMap<number, Uint8Array<ArrayBuffer>> {
    this.#owned.clear();
    return new Map(this.#tiles);
  }

  facts(): MaskFacts & { canUndo: boolean; canRedo: boolean } {
    return { ...this.#statistics.facts(this.#tiles), canUndo: this.#log.canUndo, canRedo: this.#log.canRedo };
  }

  takeDirty(): ReadonlySet<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  #segment(brush: Brush, from: ImagePoint, to: ImagePoint): void {
    rasteriseCapsule(from, to, brush.radius, this.image, this.#sink(brush.mode));
  }

  /** Writes rows into tiles. Adding keeps the greater value, taking away the lesser: overlaps do not build up. */
  #sink(mode: PaintMode): RowSink {
    return (y, x, length, values) => {
      const tileRow = Math.floor(y / TILE);
      const rowStart = (y - tileRow * TILE) * TILE;
      for (let done = 0; done < length; ) {
        const column = Math.floor((x + done) / TILE);
        const inTile = x + done - column * TILE;
        const count = Math.min(length - done, TILE - inTile);
        const tile = this.#writable(tileKey(column, tileRow), mode);
        if (tile) writeRun(tile, rowStart + inTile, count, mode, values, done);
        done += count;
      }
    };
  }

  #writable(key: number, mode: PaintMode): Uint8Array | null {
    const tile = this.#tiles.get(key);
    if (!tile && mode === "subtract") return null;
    this.#touch(key);
    if (tile && this.#owned.has(key)) return tile;
    if (!this.#before.has(key)) this.#before.set(key, tile ?? null);
    const copy = tile ? tile.slice() : new Uint8Array(TILE_BYTES);
    this.#owned.add(key);
    this.#tiles.set(key, copy);
    return copy;
  }

  #put(key: number, tile: Uint8Array<ArrayBuffer> | null): void {
    this.#touch(key);
    this.#owned.delete(key);
    if (tile) this.#tiles.set(key, tile);
    else this.#tiles.delete(key);
  }

  #touch(key: number): void {
    this.#dirty.add(key);
    this.#statistics.forget(key);
  }

  /** Steps that changed nothing are not kept: every undo is seen. */
  #commit(): void {
    const changed = new Map<number, Uint8Array<ArrayBuffer> | null>();
    for (const [key, before] of this.#before) {
      const tile = this.#tiles.get(key);
      if (tile?.every((value) => value === 0)) this.#tiles.delete(key);
      if (!isSame(before, this.#tiles.get(key) ?? null)) changed.set(key, before);
    }
    this.#log.push(changed);
    this.#settle();
  }

  #settle(): void {
    this.#before = new Map();
    this.#owned.clear();
  }
}

function writeRun(
  tile: Uint8Array,
  start: number,
  count: number,
  mode: PaintMode,
  values: Uint8Array | null,
  offset: number,
): void {
  if (!values) {
    tile.fill(mode === "add" ? 255 : 0, start, start + count);
    return;
  }
  for (let index = 0; index < count; index++) {
    const value = values[offset + index] as number;
    const old = tile[start + index] as number;
    if (mode === "add") tile[start + index] = Math.max(value, old);
    else tile[start + index] = Math.min(255 - value, old);
  }
}

const isSame = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === b || (a !== null && b !== null && a.every((value, index) => value === b[index]));
