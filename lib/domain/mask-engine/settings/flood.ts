import type { Size } from "../../raster.ts";
import {
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
import { isFullTile } from "../uniform-tile.ts";

const SIDES: readonly number[] = [-1, 1, -TILE, TILE];

/**
 * Water that comes in from the picture's edge and rises (priority flood, one bucket for each of the 256 values): the level
 * at which it reaches a pixel is the lowest wall on any way there. Ways go over the four sides of pixels.
 *
 * A place is a pixel, numbered tile × 65,536 + pixel, or a whole tile of one value, numbered −1 − tile.
 */
export class Flood {
  readonly #image: Size;
  readonly #columns: number;
  readonly #rows: number;
  readonly #tiles: (Tile | number)[] = [];
  /** The level each pixel was reached at, plus one; of a whole tile, the only entry. */
  readonly #reached: Uint16Array[] = [];
  readonly #sizes: Size[] = [];
  readonly #waiting: number[][] = Array.from({ length: 256 }, () => []);

  constructor(image: Size, source: TileSource) {
    this.#image = image;
    this.#columns = tileColumns(image);
    this.#rows = tileRows(image);
    for (let tile = 0; tile < this.#columns * this.#rows; tile++) {
      const key = this.#keyOf(tile);
      const pixels = source.tile(key);
      const uniform = pixels === undefined ? 0 : isFullTile(pixels) ? 255 : pixels;
      this.#tiles.push(uniform);
      this.#sizes.push(tileSize(key, this.#image));
      this.#reached.push(new Uint16Array(typeof uniform === "number" ? 1 : TILE_BYTES));
    }
  }

  run(): void {
    this.#pourIn();
    for (let level = 0; level < 256; level++) {
      const places = this.#waiting[level] as number[];
      for (let place = places.pop(); place !== undefined; place = places.pop()) this.#spread(place, level);
      this.#waiting[level] = [];
    }
  }

  /** One number where the water stands at one level in the whole tile, or the level of each pixel. */
  levelOf(key: number): number | Tile {
    const tile = tileY(key) * this.#columns + tileX(key);
    const reached = this.#reached[tile] as Uint16Array;
    if (reached.length === 1) return (reached[0] as number) - 1;
    const levels = new Uint8Array(TILE_BYTES);
    for (let at = 0; at < TILE_BYTES; at++) levels[at] = Math.max(1, reached[at] as number) - 1;
    return levels;
  }

  #pourIn(): void {
    for (let column = 0; column < this.#columns; column++) {
      const last = (this.#rows - 1) * this.#columns + column;
      const { width } = this.#sizes[column] as Size;
      for (let x = 0; x < width; x++) {
        this.#enter(column, x, 0);
        this.#enter(last, ((this.#sizes[last] as Size).height - 1) * TILE + x, 0);
      }
    }
    for (let row = 0; row < this.#rows; row++) {
      const [first, last] = [row * this.#columns, (row + 1) * this.#columns - 1];
      const { height } = this.#sizes[first] as Size;
      for (let y = 0; y < height; y++) {
        this.#enter(first, y * TILE, 0);
        this.#enter(last, y * TILE + (this.#sizes[last] as Size).width - 1, 0);
      }
    }
  }

  #enter(tile: number, pixel: number, level: number): void {
    const pixels = this.#tiles[tile] as Tile | number;
    const isWhole = typeof pixels === "number";
    const reached = this.#reached[tile] as Uint16Array;
    const at = isWhole ? 0 : pixel;
    if (reached[at] !== 0) return;
    const risen = Math.max(level, isWhole ? pixels : (pixels[pixel] as number));
    reached[at] = risen + 1;
    (this.#waiting[risen] as number[]).push(isWhole ? -1 - tile : tile * TILE_BYTES + pixel);
  }

  #spread(place: number, level: number): void {
    if (place < 0) this.#spreadTile(-1 - place, level);
    else this.#spreadPixel(Math.floor(place / TILE_BYTES), place % TILE_BYTES, level);
  }

  #spreadPixel(tile: number, pixel: number, level: number): void {
    const { width, height } = this.#sizes[tile] as Size;
    const x = pixel % TILE;
    const y = pixel >> 8;
    if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
      this.#spreadInside(tile, pixel, level);
      return;
    }
    if (x > 0) this.#enter(tile, pixel - 1, level);
    else if (tile % this.#columns > 0) this.#enter(tile - 1, pixel + TILE - 1, level);
    if (x < width - 1) this.#enter(tile, pixel + 1, level);
    else if (tile % this.#columns < this.#columns - 1) this.#enter(tile + 1, pixel - x, level);
    if (y > 0) this.#enter(tile, pixel - TILE, level);
    else if (tile >= this.#columns) this.#enter(tile - this.#columns, (TILE - 1) * TILE + x, level);
    if (y < height - 1) this.#enter(tile, pixel + TILE, level);
    else if (tile + this.#columns < this.#tiles.length) this.#enter(tile + this.#columns, x, level);
  }

  /** What nearly all pixels do: all neighbours are in the same tile. */
  #spreadInside(tile: number, pixel: number, level: number): void {
    const pixels = this.#tiles[tile] as Tile;
    const reached = this.#reached[tile] as Uint16Array;
    for (let side = 0; side < 4; side++) {
      const at = pixel + (SIDES[side] as number);
      if (reached[at] !== 0) continue;
      const risen = Math.max(level, pixels[at] as number);
      reached[at] = risen + 1;
      (this.#waiting[risen] as number[]).push(tile * TILE_BYTES + at);
    }
  }

  #spreadTile(tile: number, level: number): void {
    const { width, height } = this.#sizes[tile] as Size;
    const column = tile % this.#columns;
    for (let y = 0; y < height; y++) {
      if (column > 0) this.#enter(tile - 1, y * TILE + TILE - 1, level);
      if (column < this.#columns - 1) this.#enter(tile + 1, y * TILE, level);
    }
    for (let x = 0; x < width; x++) {
      if (tile >= this.#columns) this.#enter(tile - this.#columns, (TILE - 1) * TILE + x, level);
      if (tile + this.#columns < this.#tiles.length) this.#enter(tile + this.#columns, x, level);
    }
  }

  #keyOf(tile: number): number {
    return tileKey(tile % this.#columns, Math.floor(tile / this.#columns));
  }
}
