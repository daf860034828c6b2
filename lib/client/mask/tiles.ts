import type { Size } from "#lib/domain/raster.ts";

/** Side of a mask tile in pixels. One byte per pixel: 64 KiB a tile. */
export const TILE = 256;
export const TILE_BYTES = TILE * TILE;

/** Tiles of one mask by key. A tile that is not there is all 0. Bytes beyond the picture's edge stay 0. */
export type Tiles = Map<number, Uint8Array<ArrayBuffer>>;

const COLUMNS = 65_536;

export const tileKey = (x: number, y: number): number => y * COLUMNS + x;
export const tileX = (key: number): number => key % COLUMNS;
export const tileY = (key: number): number => Math.floor(key / COLUMNS);

/** How much of a tile lies within the picture. */
export function tileSize(key: number, image: Size): Size {
  return {
    width: Math.min(TILE, image.width - tileX(key) * TILE),
    height: Math.min(TILE, image.height - tileY(key) * TILE),
  };
}
