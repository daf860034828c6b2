import type { FillInput } from "./fill.ts";

/** A square of the window in its pixels. It may reach outside; there the picture continues mirrored. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** A square picture with 0..255 floats, interleaved RGB, and the coverage of known pixels, 0 (all hole) to 1, per pixel. */
export interface SquareView {
  readonly side: number;
  readonly rgb: Float32Array;
  readonly known: Float32Array;
}

/**
 * The square seen at another size. Colours are averaged over known pixels only, so nothing of the hole leaks across its
 * edge; where nothing is known the colour is 0 and `known` is 0.
 *
 * Shrinking averages areas (box), enlarging is linear.
 */
export function viewSquare(picture: FillInput, square: Square, side: number): SquareView {
  const columns = taps(square.x, square.side, side, picture.width);
  const rows = taps(square.y, square.side, side, picture.height);
  const firstRow = Math.min(...rows.map((tap) => Math.min(...tap.indexes)));
  const lastRow = Math.max(...rows.map((tap) => Math.max(...tap.indexes)));
  const across = shrinkRows(picture, columns, firstRow, lastRow);

  const rgb = new Float32Array(side * side * 3);
  const known = new Float32Array(side * side);
  const sums = new Float32Array(side * 4);
  for (let y = 0; y < side; y++) {
    sums.fill(0);
    const { indexes, weights } = rows[y]!;
    for (let tap = 0; tap < indexes.length; tap++) {
      const from = (indexes[tap]! - firstRow) * side * 4;
      const weight = weights[tap]!;
      for (let i = 0; i < sums.length; i++) sums[i]! += across[from + i]! * weight;
    }
    for (let x = 0; x < side; x++) {
      const weight = sums[x * 4 + 3]!;
      const at = y * side + x;
      known[at] = weight > 0.9999 ? 1 : weight;
      if (weight < 1e-6) continue;
      for (let c = 0; c < 3; c++) rgb[at * 3 + c] = sums[x * 4 + c]! / weight;
    }
  }
  return { side, rgb, known };
}

/** One row of RGB × coverage + coverage for each picture row in the range. */
function shrinkRows(picture: FillInput, columns: readonly Tap[], firstRow: number, lastRow: number): Float32Array {
  const side = columns.length;
  const across = new Float32Array((lastRow - firstRow + 1) * side * 4);
  for (let y = firstRow; y <= lastRow; y++) {
    const row = y * picture.width;
    for (let x = 0; x < side; x++) {
      const { indexes, weights } = columns[x]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      let coverage = 0;
      for (let tap = 0; tap < indexes.length; tap++) {
        const at = row + indexes[tap]!;
        if (picture.mask[at]! > 0) continue;
        const weight = weights[tap]!;
        red += picture.pixels[at * 3]! * weight;
        green += picture.pixels[at * 3 + 1]! * weight;
        blue += picture.pixels[at * 3 + 2]! * weight;
        coverage += weight;
      }
      const to = ((y - firstRow) * side + x) * 4;
      across[to] = red;
      across[to + 1] = green;
      across[to + 2] = blue;
      across[to + 3] = coverage;
    }
  }
  return across;
}

interface Tap {
  readonly indexes: readonly number[];
  /** Sum to 1. */
  readonly weights: readonly number[];
}

/** For each of `count` target positions: which source positions it is made of, mirrored at 0 and `limit`. */
function taps(start: number, length: number, count: number, limit: number): Tap[] {
  const scale = length / count;
  return Array.from({ length: count }, (_, i) => {
    const indexes: number[] = [];
    const weights: number[] = [];
    const add = (index: number, weight: number) => {
      if (weight < 1e-6) return;
      indexes.push(mirror(index, limit));
      weights.push(weight);
    };
    if (scale >= 1) {
      const from = start + i * scale;
      const to = from + scale;
      for (let index = Math.floor(from); index < to; index++) {
        add(index, (Math.min(index + 1, to) - Math.max(index, from)) / scale);
      }
    } else {
      const position = start + (i + 0.5) * scale - 0.5;
      const index = Math.floor(position);
      add(index, 1 - (position - index));
      add(index + 1, position - index);
    }
    return { indexes, weights };
  });
}

/** Index into `0..limit-1`, the picture continued by mirroring. */
export function mirror(index: number, limit: number): number {
  const period = 2 * limit;
  const folded = ((index % period) + period) % period;
  return folded < limit ? folded : period - 1 - folded;
}
