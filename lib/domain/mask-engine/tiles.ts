import type { Size } from "../raster.ts";

/** Side of a mask tile in pixels. One byte per pixel: 64 KiB a tile. */
export const TILE = 256;
export const TILE_BYTES = TILE * TILE;

/** Bytes beyond the picture's edge stay 0. */
export type Tile = Uint8Array<ArrayBuffer>;

/** The same bytes four at a time, for loops over many pixels of which most are alike. All 255 is −1. */
export const wordsOf = (tile: Tile): Int32Array => new Int32Array(tile.buffer, tile.byteOffset, TILE_BYTES / 4);

/** Tiles of one mask by key. A tile that is not there is all 0. */
export type Tiles = Map<number, Tile>;

/** Anything that can be asked for the tiles of a mask: a layer as drawn, or as its settings make it. */
export interface TileSource {
  /** Undefined where all is 0. Not to be written to. */
  tile(key: number): Tile | undefined;
  /** At least the keys of the tiles that are not all 0. */
  keys(): Iterable<number>;
}

const COLUMNS = 65_536;

export const tileKey = (x: number, y: number): number => y * COLUMNS + x;
export const tileX = (key: number): number => key % COLUMNS;
export const tileY = (key: number): number => Math.floor(key / COLUMNS);

export const tileColumns = (image: Size): number => Math.ceil(image.width / TILE);
export const tileRows = (image: Size): number => Math.ceil(image.height / TILE);

/** How much of a tile lies within the picture. */
export function tileSize(key: number, image: Size): Size {
  return {
    width: Math.min(TILE, image.width - tileX(key) * TILE),
    height: Math.min(TILE, image.height - tileY(key) * TILE),
  };
}

/** The keys of every tile of a picture, row by row. */
export function* allKeys(image: Size): Generator<number> {
  for (let y = 0; y < tileRows(image); y++) for (let x = 0; x < tileColumns(image); x++) yield tileKey(x, y);
}

/** The keys of tiles that have a pixel at most `reach` pixels away from one of the given tiles, and those themselves. */
export function keysWithin(keys: Iterable<number>, reach: number, image: Size): Set<number> {
  const ring = Math.ceil(reach / TILE);
  const near = new Set<number>();
  for (const key of keys) {
    const [left, top] = [Math.max(0, tileX(key) - ring), Math.max(0, tileY(key) - ring)];
    const right = Math.min(tileColumns(image) - 1, tileX(key) + ring);
    const bottom = Math.min(tileRows(image) - 1, tileY(key) + ring);
    for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) near.add(tileKey(x, y));
  }
  return near;
}

/** Levels of ever smaller copies until the whole mask fits into one tile. Level 0 is full size, each next one half of it. */
export function mipLevels(image: Size): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(image.width, image.height) / TILE))) + 1;
}
