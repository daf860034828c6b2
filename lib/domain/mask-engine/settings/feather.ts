import { cropMask } from "../../mask.ts";
import type { Mask } from "../../raster.ts";
import type { MaskRule } from "./rule.ts";

/** A box blur of three passes is within 3 % of a Gaussian, and exactly nothing beyond the sum of its radii. */
const PASSES = 3;
/** Between passes a value is kept 257 times finer, in whole numbers, so that no rounding depends on where a window starts. */
const FINE = 257;

/** Softens the edge over `reach` pixels to each side. Past the picture's edge its last pixels are taken to go on. */
export function featherRule(reach: number): MaskRule {
  return {
    reach,
    inverts: false,
    apply: (window, inner) => cropMask(blur(window, reach), inner),
  };
}

function blur({ width, height, data }: Mask, reach: number): Mask {
  const [from, to] = [new Uint16Array(data.length), new Uint16Array(data.length)];
  for (let at = 0; at < data.length; at++) from[at] = (data[at] as number) * FINE;
  for (let pass = 0; pass < PASSES; pass++) {
    const radius = Math.floor((reach + pass) / PASSES);
    if (radius === 0) continue;
    blurRows(from, to, width, height, radius);
    blurColumns(to, from, width, height, radius);
  }
  const blurred = new Uint8Array(data.length);
  for (let at = 0; at < blurred.length; at++) blurred[at] = ((from[at] as number) + (FINE >> 1)) / FINE;
  return { width, height, data: blurred };
}

function blurRows(from: Uint16Array, to: Uint16Array, width: number, height: number, radius: number): void {
  const count = 2 * radius + 1;
  for (let start = 0; start < width * height; start += width) {
    const last = start + width - 1;
    let sum = (from[start] as number) * (radius + 1);
    for (let x = 1; x <= radius; x++) sum += from[Math.min(start + x, last)] as number;
    for (let at = start; at <= last; at++) {
      to[at] = (sum + radius) / count;
      sum += (from[Math.min(at + radius + 1, last)] as number) - (from[Math.max(at - radius, start)] as number);
    }
  }
}

/** All columns at once, row by row: memory is read in the order it lies. */
function blurColumns(from: Uint16Array, to: Uint16Array, width: number, height: number, radius: number): void {
  const count = 2 * radius + 1;
  const sums = new Uint32Array(width);
  const rowAt = (y: number) => Math.min(height - 1, Math.max(0, y)) * width;
  for (let y = -radius; y <= radius; y++) {
    const row = rowAt(y);
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (from[row + x] as number);
  }
  for (let y = 0; y < height; y++) {
    const [row, added, removed] = [y * width, rowAt(y + radius + 1), rowAt(y - radius)];
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number;
      to[row + x] = (sum + radius) / count;
      sums[x] = sum + (from[added + x] as number) - (from[removed + x] as number);
    }
  }
}
