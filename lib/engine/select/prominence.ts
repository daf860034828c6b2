import type { PictureInput } from "../fill.ts";

/** Pixels are looked at this far apart in both directions. */
const STRIDE = 4;
/** Levels per channel of the histograms. */
const BINS = 6;
/** Parts of the picture: what is smaller is a detail, what is larger is scenery. */
const SMALL = 0.04;
const LARGE = 0.5;

/**
 * How much an object (`coverage`, 0 to 255) stands out of its picture, 0 to 1: by colours found nowhere else, by being
 * near the middle, by a size subjects have, and by not running over the picture's sides.
 */
export function prominence({ width, height, pixels }: PictureInput, coverage: Uint8Array): number {
  const inside = new Float64Array(BINS ** 3);
  const outside = new Float64Array(BINS ** 3);
  let [count, all, sumX, sumY, rim, rimCovered] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      const at = y * width + x;
      const isIn = (coverage[at] as number) > 127;
      const histogram = isIn ? inside : outside;
      const bin = binOf(pixels, at * 3);
      histogram[bin] = (histogram[bin] as number) + 1;
      all++;
      const isRim = x < STRIDE || y < STRIDE || x >= width - STRIDE || y >= height - STRIDE;
      if (isRim) rim++;
      if (!isIn) continue;
      if (isRim) rimCovered++;
      count++;
      sumX += x;
      sumY += y;
    }
  }
  if (count === 0 || count === all) return 0;
  const offCentre = Math.hypot(sumX / count / width - 0.5, sumY / count / height - 0.5);
  const part = count / all;
  const size = Math.min(1, part / SMALL) * (part > LARGE ? LARGE / part : 1);
  return (
    difference(inside, count, outside, all - count) * Math.max(0, 1 - offCentre) * size * (1 - rimCovered / rim) ** 2
  );
}

function binOf(pixels: Uint8Array, at: number): number {
  let bin = 0;
  for (let c = 0; c < 3; c++) bin = bin * BINS + Math.floor(((pixels[at + c] as number) * BINS) / 256);
  return bin;
}

/** Hellinger distance of two histograms: 0 for the same colours, 1 for none in common. */
function difference(a: Float64Array, countA: number, b: Float64Array, countB: number): number {
  let common = 0;
  for (let bin = 0; bin < a.length; bin++) {
    common += Math.sqrt(((a[bin] as number) / countA) * ((b[bin] as number) / countB));
  }
  return Math.sqrt(Math.max(0, 1 - common));
}
