import { TILE_BYTES } from "./tiles.ts";

/**
 * A tile packed as runs: value, then the run's length minus one in two bytes. Mask tiles shrink to a few hundred bytes.
 * One that would grow is kept as it is; its length, which is no multiple of three, tells.
 */
export type PackedTile = Uint8Array<ArrayBuffer>;

const RUN_BYTES = 3;

export function packTile(tile: Uint8Array<ArrayBuffer>): PackedTile {
  let runs = 1;
  for (let index = 1; index < TILE_BYTES; index++) if (tile[index] !== tile[index - 1]) runs++;
  if (runs * RUN_BYTES >= TILE_BYTES) return tile.slice();
  const packed = new Uint8Array(runs * RUN_BYTES);
  let at = 0;
  for (let start = 0; start < TILE_BYTES; ) {
    let end = start + 1;
    while (end < TILE_BYTES && tile[end] === tile[start]) end++;
    const length = end - start - 1;
    packed[at++] = tile[start] as number;
    packed[at++] = length & 255;
    packed[at++] = length >> 8;
    start = end;
  }
  return packed;
}

export function unpackTile(packed: PackedTile): Uint8Array<ArrayBuffer> {
  if (packed.length === TILE_BYTES) return packed.slice();
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
