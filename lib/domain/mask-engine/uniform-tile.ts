import type { Size } from "../raster.ts";
import { TILE, TILE_BYTES, type Tile, wordsOf } from "./tiles.ts";

/** One array for each extent, shared by every tile that is marked whole: large regions take next to no memory. */
const shared = new Map<number, Tile>();
const known = new WeakSet<Tile>();

/** The tile whose pixels within the picture are all 255. Shared: never written to. */
export function fullTile({ width, height }: Size): Tile {
  const extent = height * (TILE + 1) + width;
  let tile = shared.get(extent);
  if (!tile) {
    tile = constantTile(255, { width, height });
    shared.set(extent, tile);
    known.add(tile);
  }
  return tile;
}

export const isFullTile = (tile: Tile): boolean => known.has(tile);

/** A tile of one value within the picture and 0 beyond. */
export function constantTile(value: number, { width, height }: Size): Tile {
  const tile = new Uint8Array(TILE_BYTES);
  for (let y = 0; y < height; y++) tile.fill(value, y * TILE, y * TILE + width);
  return tile;
}

/** The shortest way to hold a tile: undefined where all is 0, the shared one where all is 255, or the tile itself. */
export function normaliseTile(tile: Tile | undefined, size: Size): Tile | undefined {
  if (!tile || isFullTile(tile)) return tile;
  if (tile[0] === 255) {
    const full = fullTile(size);
    return sameBytes(tile, full) ? full : tile;
  }
  return tile[0] === 0 && isEmpty(tile) ? undefined : tile;
}

/** Whether two tiles hold the same pixels; a tile that is not there is all 0. */
export function sameTile(a: Tile | undefined, b: Tile | undefined): boolean {
  if (a === b) return true;
  if (a && b) return sameBytes(a, b);
  return isEmpty((a ?? b) as Tile);
}

function sameBytes(a: Tile, b: Tile): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

/** A loop: with `every` this is what takes longest of undoing. */
function isEmpty(tile: Tile): boolean {
  const words = wordsOf(tile);
  for (let index = 0; index < words.length; index++) if (words[index] !== 0) return false;
  return true;
}
