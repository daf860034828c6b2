import type { Size } from "./raster.ts";

/** Side of a display tile in pixels. The last row and column are smaller. */
export const TILE_SIZE = 1024;

/** Levels of the display pyramid: halved (rounded up) until one tile holds the picture. */
export function tileLevels(size: Size): number {
  let levels = 1;
  for (let side = Math.max(size.width, size.height); side > TILE_SIZE; side = Math.ceil(side / 2)) levels++;
  return levels;
}
