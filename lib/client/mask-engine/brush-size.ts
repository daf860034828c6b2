import type { Size } from "#lib/domain/raster.ts";

/** Positions of the size slider. */
export const SIZE_STEPS = 100;
const SMALLEST = 1;
/** Keys change the size by about this factor, and by at least a pixel. */
const KEY_FACTOR = 1.15;

/** The largest brush for a picture: half its shorter side across, in image pixels. */
export function largestBrush(image: Size): number {
  return Math.max(64, Math.round(Math.min(image.width, image.height) / 2));
}

/** Of a brush that keeps its size on the screen, in CSS pixels across. */
export const LARGEST_ON_SCREEN = 512;

/** Diameter in pixels at a slider position. Logarithmic, so that small brushes can be told apart. */
export function sizeAtStep(step: number, largest: number): number {
  return Math.max(SMALLEST, Math.round(SMALLEST * (largest / SMALLEST) ** (step / SIZE_STEPS)));
}

export function stepOfSize(size: number, largest: number): number {
  return Math.round((Math.log(size / SMALLEST) / Math.log(largest / SMALLEST)) * SIZE_STEPS);
}

/** The next size up or down, for the keys. */
export function nextSize(size: number, direction: 1 | -1, largest: number): number {
  const scaled = direction > 0 ? Math.max(size + 1, size * KEY_FACTOR) : Math.min(size - 1, size / KEY_FACTOR);
  return Math.min(largest, Math.max(SMALLEST, Math.round(scaled)));
}
