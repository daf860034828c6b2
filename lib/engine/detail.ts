import type { FillInput } from "./fill.ts";
import type { NetView } from "./net-fill.ts";
import { sampleAt } from "./net-fill.ts";
import { createField, improveField, measureField, RADIUS, seededRandom } from "./patch-match.ts";
import { mirror } from "./resample.ts";

/** Answers one sample (0..255) of a fill at a pixel of the window. */
export type Sampler = (x: number, y: number, channel: number) => number;

/**
 * The net's answer with the fine detail it is too small to paint. For every spot of the answer the most alike spot of
 * what the net saw is found, and what that spot of the photo has beyond the net's resolution is added. Tones and shapes
 * stay the net's; on photos this brings back the texture that enlarging loses.
 */
export function addDetail(picture: FillInput, view: NetView): Sampler {
  const { side, square, answer, seen, hole } = view;
  const plain: Sampler = (x, y, channel) => sampleAt(view, answer, x, y, channel);
  const layer = { width: side, height: side, rgb: answer, hole };
  const field = createField(layer);
  if (square.side <= side || !field) return plain;
  const random = seededRandom(SEED);
  measureField(layer, field, random, null);
  for (let pass = 0; pass < SEARCH_PASSES; pass++) improveField(layer, field, random, null, pass % 2 === 0);

  const scale = side / square.side;
  const spot = (position: number, start: number) =>
    Math.min(Math.max(Math.floor((position - start + 0.5) * scale), RADIUS), side - 1 - RADIUS);
  return (x, y, channel) => {
    const [column, row] = [spot(x, square.x), spot(y, square.y)];
    const match = field.matches[row * side + column]!;
    if (match < 0) return plain(x, y, channel);
    const matchColumn = match % side;
    const matchRow = (match - matchColumn) / side;
    const sourceX = mirror(x + Math.round((matchColumn - column) / scale), picture.width);
    const sourceY = mirror(y + Math.round((matchRow - row) / scale), picture.height);
    const source = sourceY * picture.width + sourceX;
    if (picture.mask[source] !== 0 || !isInside(square, sourceX, sourceY)) return plain(x, y, channel);
    const detail = picture.pixels[source * 3 + channel]! - sampleAt(view, seen, sourceX, sourceY, channel);
    return plain(x, y, channel) + detail;
  };
}

const SEED = 5;
const SEARCH_PASSES = 6;

function isInside({ x, y, side }: NetView["square"], column: number, row: number): boolean {
  return column >= x && row >= y && column < x + side && row < y + side;
}
