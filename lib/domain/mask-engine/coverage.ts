import type { Size } from "../raster.ts";
import { type RowSink, visitTileRuns } from "./tile-rows.ts";
import { TILE_BYTES, type Tiles, tileSize, tileY } from "./tiles.ts";
import { normaliseTile } from "./uniform-tile.ts";

/**
 * Gathers the rows of a shape into tiles; where rows lie over each other the greater value stays. As soon as rows arrive
 * below a band of tiles, those of it that are covered whole give their memory back: a shape as large as the picture takes
 * one band.
 */
export class Coverage {
  readonly #image: Size;
  readonly #tiles: Tiles = new Map();
  readonly #open = new Set<number>();
  #band = -1;

  constructor(image: Size) {
    this.#image = image;
  }

  readonly sink: RowSink = (y, x, length, values) => {
    visitTileRuns(y, x, length, (key, start, count, offset) => {
      if (tileY(key) > this.#band) {
        this.#seal();
        this.#band = tileY(key);
      }
      // Shapes of several parts may come back to a band.
      if (!this.#open.has(key)) this.#reopen(key);
      const tile = this.#tiles.get(key) as Uint8Array;
      if (!values) tile.fill(255, start, start + count);
      // Nearly always nothing is there yet.
      else if (isZero(tile, start, count)) tile.set(values.subarray(offset, offset + count), start);
      else
        for (let index = 0; index < count; index++)
          tile[start + index] = Math.max(tile[start + index] as number, values[offset + index] as number);
    });
  };

  /** The tiles of the whole shape; ends it. */
  finish(): Tiles {
    this.#seal();
    return this.#tiles;
  }

  #reopen(key: number): void {
    this.#open.add(key);
    this.#tiles.set(key, this.#tiles.get(key)?.slice() ?? new Uint8Array(TILE_BYTES));
  }

  #seal(): void {
    for (const key of this.#open) {
      const tile = normaliseTile(this.#tiles.get(key), tileSize(key, this.#image));
      if (tile) this.#tiles.set(key, tile);
      else this.#tiles.delete(key);
    }
    this.#open.clear();
  }
}

function isZero(tile: Uint8Array, start: number, count: number): boolean {
  for (let at = start; at < start + count; at++) if (tile[at] !== 0) return false;
  return true;
}
