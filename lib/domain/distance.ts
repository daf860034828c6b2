import type { Mask, Rect } from "./raster.ts";

/** Distances are carried in bytes; 255 stands for "farther than the limit". */
const MAX_DISTANCE_LIMIT = 254;
const FAR = 255;

/**
 * Exact squared Euclidean distance from every pixel to the nearest pixel with `mask >= threshold`, row by row, top to
 * bottom, as far as `limit` (whole pixels, at most 254): `squared[x]` is 0 on such pixels and `limit² + 1` beyond.
 *
 * Two passes (Meijster, Roerdink and Hesselink 2000): vertical distances in one byte per pixel, then the lower
 * envelope of parabolas along each row. O(pixels), whatever the limit. `vertical` is scratch of the mask's length;
 * a row of it is free for the caller's own use as soon as that row is visited. `squared` is reused between rows. Only the
 * rows wanted are visited; those before and after count as what is near them.
 */
export function visitDistances(
  mask: Mask,
  threshold: number,
  limit: number,
  vertical: Uint8Array,
  visit: (y: number, squared: Int32Array) => void,
  { y: first, height: count }: Pick<Rect, "y" | "height"> = { y: 0, height: mask.height },
): void {
  if (limit > MAX_DISTANCE_LIMIT) throw new RangeError(`A distance limit of ${limit} does not fit a byte`);
  fillVerticalDistances(mask, threshold, limit, vertical);
  const { width } = mask;
  const envelope = new RowEnvelope(width, limit);
  for (let y = first; y < first + count; y++) {
    visit(y, envelope.solve(vertical.subarray(y * width, (y + 1) * width)));
  }
}

function fillVerticalDistances(mask: Mask, threshold: number, limit: number, vertical: Uint8Array): void {
  const { width, height, data } = mask;
  const next = (above: number): number => (above < limit ? above + 1 : FAR);
  for (let at = 0; at < width; at++) vertical[at] = (data[at] as number) >= threshold ? 0 : FAR;
  for (let at = width; at < width * height; at++) {
    vertical[at] = (data[at] as number) >= threshold ? 0 : next(vertical[at - width] as number);
  }
  for (let at = width * (height - 1) - 1; at >= 0; at--) {
    const fromBelow = next(vertical[at + width] as number);
    if (fromBelow < (vertical[at] as number)) vertical[at] = fromBelow;
  }
}

class RowEnvelope {
  readonly #limit: number;
  readonly #beyond: number;
  readonly #squared: Int32Array;
  /** Columns whose parabola is on the envelope, and the first column where each of them is the lowest. */
  readonly #site: Int32Array;
  readonly #from: Int32Array;

  constructor(width: number, limit: number) {
    this.#limit = limit;
    this.#beyond = limit * limit + 1;
    this.#squared = new Int32Array(width);
    this.#site = new Int32Array(width);
    this.#from = new Int32Array(width);
  }

  solve(row: Uint8Array): Int32Array {
    const sites = this.#build(row);
    return this.#read(row, sites);
  }

  #build(row: Uint8Array): number {
    const site = this.#site;
    const from = this.#from;
    const limit = this.#limit;
    const width = row.length;
    let top = -1;
    for (let column = 0; column < width; column++) {
      const height = row[column] as number;
      if (height > limit) continue;
      let start = 0;
      while (top >= 0) {
        const other = site[top] as number;
        const otherHeight = row[other] as number;
        // Where the two parabolas cross, in a form that stays small: half the gap plus a term bounded by limit².
        const gap = column - other;
        start =
          gap === 1 && height === otherHeight
            ? column
            : other + 1 + Math.floor((gap * gap + height * height - otherHeight * otherHeight) / (2 * gap));
        if (start > (from[top] as number)) break;
        top--;
        start = 0;
      }
      if (start >= width) continue;
      top++;
      site[top] = column;
      from[top] = Math.max(start, 0);
    }
    return top + 1;
  }

  #read(row: Uint8Array, sites: number): Int32Array {
    const squared = this.#squared;
    const site = this.#site;
    const from = this.#from;
    const limit = this.#limit;
    const beyond = this.#beyond;
    squared.fill(beyond);
    for (let index = 0; index < sites; index++) {
      const column = site[index] as number;
      const height = row[column] as number;
      const until = index + 1 < sites ? (from[index + 1] as number) : row.length;
      const first = Math.max(from[index] as number, column - limit);
      const last = Math.min(until, column + limit + 1);
      for (let x = first; x < last; x++) {
        const value = (x - column) * (x - column) + height * height;
        if (value < beyond) squared[x] = value;
      }
    }
    return squared;
  }
}
