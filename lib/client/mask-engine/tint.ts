import { TILE, TILE_BYTES, type Tile } from "#lib/domain/mask-engine/tiles.ts";
import type { MaskColour } from "./protocol.ts";

/** A tile in one colour, its values as alpha. */
export function tint(tile: Tile, [red, green, blue]: MaskColour): ImageData {
  const pixels = new ImageData(TILE, TILE);
  // Every machine a browser runs on is little-endian: the bytes lie as red, green, blue, alpha.
  const words = new Uint32Array(pixels.data.buffer);
  const colour = (blue << 16) | (green << 8) | red;
  for (let index = 0; index < TILE_BYTES; index++) words[index] = ((tile[index] as number) << 24) | colour;
  return pixels;
}
