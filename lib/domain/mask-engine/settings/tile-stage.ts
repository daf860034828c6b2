import type { Mask, Rect, Size } from "../../raster.ts";
import { allKeys, keysWithin, TILE, TILE_BYTES, type Tile, type TileSource, tileSize, tileX, tileY } from "../tiles.ts";
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
    if (!this.#made.has(key)) this.#made.set(key, this.#make(key));
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

  #make(key: number): Tile | undefined {
    const size = tileSize(key, this.#image);
    const { inverts, reach } = this.#rule;
    const near = new Map([...keysWithin([key], reach, this.#image)].map((it) => [it, this.#source.tile(it)]));
    const value = (isMarked: boolean) => (isMarked === inverts ? undefined : fullTile(size));
    const tiles = [...near.values()];
    if (tiles.every((tile) => tile === undefined)) return value(false);
    if (tiles.every((tile) => tile && isFullTile(tile))) return value(true);
    const area = this.#windowAround(key, reach);
    const window = gather(near, area);
    // Most tiles beside an edge are farther from it than the rule reaches.
    const first = window.data[0];
    if ((first === 0 || first === 255) && isAll(window.data, first)) return value(first === 255);
    const inner = { x: tileX(key) * TILE - area.x, y: tileY(key) * TILE - area.y, ...size };
    return normaliseTile(asTile(this.#rule.apply(window, inner)), size);
  }

  /** The tile and `reach` pixels around it, as far as the picture goes. */
  #windowAround(key: number, reach: number): Rect {
    const [left, top] = [tileX(key) * TILE, tileY(key) * TILE];
    const [x, y] = [Math.max(0, left - reach), Math.max(0, top - reach)];
    const right = Math.min(this.#image.width, left + TILE + reach);
    const bottom = Math.min(this.#image.height, top + TILE + reach);
    return { x, y, width: right - x, height: bottom - y };
  }
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

function isAll(values: Uint8Array, value: number): boolean {
  for (let at = 0; at < values.length; at++) if (values[at] !== value) return false;
  return true;
}

function asTile({ width, height, data }: Mask): Tile {
  const tile = new Uint8Array(TILE_BYTES);
  for (let y = 0; y < height; y++) tile.set(data.subarray(y * width, (y + 1) * width), y * TILE);
  return tile;
}
