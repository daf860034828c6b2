import type { Mask, Rect } from "../../raster.ts";

/**
 * One step from a mask to another that looks at pixels up to `reach` away. It must keep what is all 0 or all 255 as it
 * is (turned round if it `inverts`), and give each pixel a value that depends on no pixel farther than `reach`, so that
 * a mask made tile by tile has no seams. The picture's edge is told by the window ending there.
 */
export interface MaskRule {
  readonly reach: number;
  readonly inverts: boolean;
  /** The new values of `inner`, a rectangle in `window`'s coordinates. The size of `inner`. */
  apply(window: Mask, inner: Rect): Mask;
}
