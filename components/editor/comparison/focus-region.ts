import type { Viewport } from "#lib/client/view/viewport.ts";
import { expandWithin } from "#lib/domain/geometry.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";

/** Around the marked region so much of the picture is shown as its longer side times this. */
const CONTEXT = 0.35;
const MARGIN = 8;

/** What to look at when results are compared: the marked region with something around it. */
export function focusRegion(marked: Rect, picture: Size): Rect {
  const margin = Math.round(Math.max(marked.width, marked.height) * CONTEXT);
  return expandWithin(marked, margin, picture);
}

/** The region as large as a pane shows it whole, in its middle. */
export function viewOf(region: Rect, pane: Size): Viewport {
  const width = Math.max(1, pane.width - 2 * MARGIN);
  const height = Math.max(1, pane.height - 2 * MARGIN);
  const scale = Math.min(width / region.width, height / region.height);
  return {
    scale,
    x: pane.width / 2 - (region.x + region.width / 2) * scale,
    y: pane.height / 2 - (region.y + region.height / 2) * scale,
  };
}
