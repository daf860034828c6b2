import type { Rect, Size } from "./raster.ts";

/** How far an edit may reach beyond the drawn mask, in whole picture pixels. */
export interface Spread {
  /** Up to this far from the drawn mask the result replaces the picture fully, so that no rim of the old object stays. */
  readonly grow: number;
  /** Beyond `grow`, the width of the soft edge. */
  readonly feather: number;
  /** `grow + feather`: farther than this nothing may change. Declared with every edit and verified. */
  readonly spreadPixels: number;
}

/** The tuned values, in one place. Objects' rims reach about 1 % of the window's longer side past a drawn edge. */
const GROW_PER_SIDE = 0.01;
const MIN_GROW = 2;
const MAX_GROW = 24;
/** A speck is not repainted eight times its size: grow is at most this part of the marked box, but `SPECK_GROW` always. */
const GROW_PER_MARK = 1 / 8;
const SPECK_GROW = 4;
const FEATHER_PER_GROW = 1 / 3;
const MIN_FEATHER = 2;

/** The largest `spreadPixels` there is. The window's context is always wider, so the soft edge fits into the window. */
export const MAX_SPREAD_PIXELS = MAX_GROW + Math.round(MAX_GROW * FEATHER_PER_GROW);

/** Who softens the edge of what is repainted. */
export type Feathering = "ours" | "provider";

/** Where the model softens the edge, ours is no more than what keeps it from being jagged. */
const THIN_FEATHER = 1;

/**
 * The spread by which a model's answer is cut. Where the model softens the edge itself, within the same reach, nothing
 * fades twice: its own soft edge is taken as it is, up to the last pixel.
 */
export function cutBy(spread: Spread, feathering: Feathering): Spread {
  if (feathering === "ours") return spread;
  const { spreadPixels } = spread;
  const feather = Math.min(THIN_FEATHER, spreadPixels);
  return { grow: spreadPixels - feather, feather, spreadPixels };
}

/** The widest soft edge that can be asked for: with the largest growth it still lies within the window's context. */
export const MAX_FEATHER = 24;

/** The spread with a soft edge of another width, in pixels, and what that declares; null leaves it as it is. */
export function withFeather(spread: Spread, feather: number | null): Spread {
  return feather === null ? spread : { grow: spread.grow, feather, spreadPixels: spread.grow + feather };
}

/** Growth and feather for an edit, from its window and the bounds of its drawn mask (both in picture pixels). */
export function spreadFor(window: Size, drawnBounds: Rect): Spread {
  const byWindow = Math.round(Math.max(window.width, window.height) * GROW_PER_SIDE);
  const byMark = Math.max(SPECK_GROW, Math.ceil(Math.max(drawnBounds.width, drawnBounds.height) * GROW_PER_MARK));
  const grow = Math.max(MIN_GROW, Math.min(MAX_GROW, byWindow, byMark));
  const feather = Math.max(MIN_FEATHER, Math.round(grow * FEATHER_PER_GROW));
  return { grow, feather, spreadPixels: grow + feather };
}
