import type { Mask, Rect, Size } from "../../raster.ts";
import {
  allKeys,
  keysWithin,
  TILE,
  TILE_BYTES,
  type Tile,
  type TileSource,
  tileColumns,
  tileKey,
  tileRows,
  tileSize,
  tileX,
  tileY,
} from "../tiles.ts";
import { fullTile, isFullTile, normaliseTile } from "../uniform-tile.ts";
import type { MaskRule } from "./rule.ts";

/** A rule applied to a mask tile by tile: when a tile is asked for, and again only where the mask has changed near it. */
export class TileStage implements TileSource {
  readonly #image: Size;
  readonly #source: TileSource;
  readonly #rule: MaskRule;
  readonly #made = new Map<number, Tile | undefined>();

  constructor(image: Size, source: TileSource, rule: MaskRule) {
    this.#image = image;
    this.#source = source;
    this.#rule = rule;
  }

  tile(key: number): Tile | undefined {
    if (!this.#made.has(key)) this.#make(key);
    return this.#made.get(key);
  }

  keys(): Iterable<number> {
    return this.#rule.inverts ? allKeys(this.#image) : keysWithin(this.#source.keys(), this.#rule.reach, this.#image);
  }

  /** Tiles of the source have changed. Answers those of this stage that may have. */
  invalidate(keys: Iterable<number>): Set<number> {
    const near = keysWithin(keys, this.#rule.reach, this.#image);
    for (const key of near) this.#made.delete(key);
    return near;
  }

  /** Makes the tile with those of its block that are wanted sooner or later too. */
  #make(key: number): void {
    if (this.#makeUniform(key)) return;
    const others = keysInBlock(key, blockSide(this.#rule.reach), this.#image).filter((it) => !this.#made.has(it));
    const wanted = others.filter((it) => it === key || !this.#makeUniform(it));
    const inner = boundsOf(wanted, this.#image);
    const window = this.#windowAround(wanted, inner);
    const made = this.#rule.apply(window, { ...inner, x: inner.x - window.x, y: inner.y - window.y });
    for (const it of wanted) {
      const size = tileSize(it, this.#image);
      const at = { x: tileX(it) * TILE - inner.x, y: tileY(it) * TILE - inner.y };
      this.#made.set(it, normaliseTile(asTile(made, { ...at, ...size }), size));
    }
  }

  /** False where the rule has something to do. */
  #makeUniform(key: number): boolean {
    const near = [...keysWithin([key], this.#rule.reach, this.#image)].map((it) => this.#source.tile(it));
    const isNothing = near.every((tile) => tile === undefined);
    const isAllMarked = near.every((tile) => tile && isFullTile(tile));
    const value = isNothing ? 0 : isAllMarked ? 255 : this.#onlyValueAround(key);
    if (value !== 0 && value !== 255) return false;
    this.#made.set(key, this.#uniform(value === 255, tileSize(key, this.#image)));
    return true;
  }

  /** Most tiles beside an edge are farther from it than the rule reaches. */
  #onlyValueAround(key: number): number | null {
    const { data } = this.#windowAround([key], boundsOf([key], this.#image));
    const value = data[0] as number;
    for (let at = 1; at < data.length; at++) if (data[at] !== value) return null;
    return value;
  }

  #uniform(isMarked: boolean, size: Size): Tile | undefined {
    return isMarked === this.#rule.inverts ? undefined : fullTile(size);
  }

  /** The rectangle of some tiles and `reach` pixels around it, as far as the picture goes. */
  #windowAround(keys: readonly number[], inner: Rect): Mask & Rect {
    const { reach } = this.#rule;
    const [x, y] = [Math.max(0, inner.x - reach), Math.max(0, inner.y - reach)];
    const right = Math.min(this.#image.width, inner.x + inner.width + reach);
    const bottom = Math.min(this.#image.height, inner.y + inner.height + reach);
    const area = { x, y, width: right - x, height: bottom - y };
    const near = keysWithin(keys, reach, this.#image);
    return { ...area, ...gather(new Map([...near].map((it) => [it, this.#source.tile(it)])), area) };
  }
}

/** Tiles made at once, to each side: one alone under a far-reaching rule is small beside what the rule looks at. */
function blockSide(reach: number): number {
  return Math.min(4, Math.ceil((reach + 1) / 48));
}

function keysInBlock(key: number, side: number, image: Size): number[] {
  const [left, top] = [tileX(key) - (tileX(key) % side), tileY(key) - (tileY(key) % side)];
  const [right, bottom] = [Math.min(tileColumns(image), left + side), Math.min(tileRows(image), top + side)];
  const keys: number[] = [];
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) keys.push(tileKey(x, y));
  return keys;
}

/** The rectangle around some tiles, as far as the picture goes. */
function boundsOf(keys: readonly number[], image: Size): Rect {
  const [columns, rows] = [keys.map(tileX), keys.map(tileY)];
  const [x, y] = [Math.min(...columns) * TILE, Math.min(...rows) * TILE];
  const right = Math.min(image.width, (Math.max(...columns) + 1) * TILE);
  const bottom = Math.min(image.height, (Math.max(...rows) + 1) * TILE);
  return { x, y, width: right - x, height: bottom - y };
}

function gather(tiles: ReadonlyMap<number, Tile | undefined>, area: Rect): Mask {
  const data = new Uint8Array(area.width * area.height);
  for (const [key, tile] of tiles) {
    if (!tile) continue;
    const [left, top] = [tileX(key) * TILE, tileY(key) * TILE];
    const [fromX, toX] = [Math.max(left, area.x), Math.min(left + TILE, area.x + area.width)];
    const [fromY, toY] = [Math.max(top, area.y), Math.min(top + TILE, area.y + area.height)];
    if (fromX >= toX) continue;
    for (let y = fromY; y < toY; y++) {
      const start = (y - top) * TILE - left;
      data.set(tile.subarray(start + fromX, start + toX), (y - area.y) * area.width + fromX - area.x);
    }
  }
  return { width: area.width, height: area.height, data };
}

function asTile(mask: Mask, { x, y, width, height }: Rect): Tile {
  const tile = new Uint8Array(TILE_BYTES);
  for (let row = 0; row < height; row++) {
    const start = (y + row) * mask.width + x;
    tile.set(mask.data.subarray(start, start + width), row * TILE);
  }
  return tile;
}
