import type { LayerPattern } from "./layer-meta.ts";

/** Side of the square that repeats, in CSS pixels. */
export const PATTERN_SIDE = 8;
/** Width of its lines, whose ends are round: a line of no length is a dot. */
export const PATTERN_LINE = 2;

const RISING = "M-1 1 1 -1M-1 9 9 -1M7 9 9 7";
const FALLING = "M-1 7 1 9M-1 -1 9 9M7 -1 9 1";

/** SVG paths within the square: one drawing for the canvas and for the panel. */
export const PATTERN_PATHS: Readonly<Record<LayerPattern, string>> = {
  rising: RISING,
  falling: FALLING,
  dots: "M2 2h0.01M6 6h0.01",
  cross: RISING + FALLING,
  grid: "M0 4h8M4 0v8",
  solid: "",
};

/** Where a pattern begins so that it goes along with the picture when that is moved, but never changes its size. */
export function patternOffset(pictureAt: number): number {
  const rest = pictureAt % PATTERN_SIDE;
  return rest < 0 ? rest + PATTERN_SIDE : rest;
}
