import { TILE_BYTES, type Tile, wordsOf } from "./tiles.ts";
import { isFullTile } from "./uniform-tile.ts";

/**
 * A tile packed as runs: value, then the run's length minus one in two bytes. Mask tiles shrink to a few hundred bytes.
 * One that would grow, or that nobody has packed yet, is kept as it is; its length, which is no multiple of three, tells.
 */
export type PackedTile = Uint8Array<ArrayBuffer>;

const RUN_BYTES = 3;

/** What is packed already stays as it is. The tile must not be written to any more. */
export function packTile(tile: Tile | PackedTile): PackedTile {
  if (tile.length !== TILE_BYTES) return tile;
  if (!isFullTile(tile)) return packRuns(tile);
  const packed = packedFull.get(tile) ?? packRuns(tile);
  packedFull.set(tile, packed);
  return packed;
}

/** Large regions are made of few tiles many times over. */
const packedFull = new WeakMap<Tile, PackedTile>();

function packRuns(tile: Tile): PackedTile {
  const words = wordsOf(tile);
  const packed = new Uint8Array(TILE_BYTES);
  let at = 0;
  for (let start = 0; start < TILE_BYTES; ) {
    if (at + RUN_BYTES > TILE_BYTES) return tile;
    const end = endOfRun(tile, words, start);
    packed[at] = tile[start] as number;
    packed[at + 1] = (end - start - 1) & 255;
    packed[at + 2] = (end - start - 1) >> 8;
    at += RUN_BYTES;
    start = end;
  }
  return packed.slice(0, at);
}

/** The first pixel after `start` that is not like it. */
function endOfRun(tile: Tile, words: Int32Array, start: number): number {
  const value = tile[start] as number;
  const word = (value * 0x01010101) | 0;
  let end = start + 1;
  while (end < TILE_BYTES && (end & 3) !== 0 && tile[end] === value) end++;
  if ((end & 3) === 0) while (end < TILE_BYTES && words[end >> 2] === word) end += 4;
  while (end < TILE_BYTES && tile[end] === value) end++;
  return end;
}

/** Not to be written to. */
export function unpackTile(packed: PackedTile): Tile {
  if (packed.length === TILE_BYTES) return packed;
  const tile = new Uint8Array(TILE_BYTES);
  let start = 0;
  for (let at = 0; at < packed.length; at += RUN_BYTES) {
    const end = start + ((packed[at + 1] as number) | ((packed[at + 2] as number) << 8)) + 1;
    const value = packed[at] as number;
    if (value !== 0) tile.fill(value, start, end);
    start = end;
  }
  return tile;
}

/** Whether bytes that were kept elsewhere unpack to exactly one tile. */
export function isPackedTile(value: unknown): value is PackedTile {
  if (!(value instanceof Uint8Array)) return false;
  if (value.length === TILE_BYTES) return true;
  if (value.length === 0 || value.length % RUN_BYTES !== 0) return false;
  let pixels = 0;
  for (let at = 0; at < value.length; at += RUN_BYTES) {
    pixels += ((value[at + 1] as number) | ((value[at + 2] as number) << 8)) + 1;
  }
  return pixels === TILE_BYTES;
}
