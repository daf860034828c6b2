import type { Viewport } from "#lib/client/view/viewport.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";

/** The part of the stage that the picture covers, in CSS pixels: where the comparison can be cut. */
export function compareArea(viewport: Viewport, image: Size, stage: Size): Rect {
  const x = Math.max(0, viewport.x);
  const y = Math.max(0, viewport.y);
  const right = Math.min(stage.width, viewport.x + image.width * viewport.scale);
  const bottom = Math.min(stage.height, viewport.y + image.height * viewport.scale);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

/** Where the cut is, in CSS pixels from the stage's left edge. */
export function compareCut(viewport: Viewport, image: Size, stage: Size, position: number): number {
  const { x, width } = compareArea(viewport, image, stage);
  return x + width * position;
}
