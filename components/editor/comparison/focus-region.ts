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

/** The region as large as a pane shows it whole, in its middle as far as the picture reaches. */
export function viewOf(region: Rect, pane: Size, picture: Size): Viewport {
  const width = Math.max(1, pane.width - 2 * MARGIN);
  const height = Math.max(1, pane.height - 2 * MARGIN);
  const scale = Math.min(width / region.width, height / region.height);
  return {
    scale,
    x: filling(pane.width / 2 - (region.x + region.width / 2) * scale, picture.width * scale, pane.width),
    y: filling(pane.height / 2 - (region.y + region.height / 2) * scale, picture.height * scale, pane.height),
  };
}

/** Moved so that nothing beside the picture is shown where there is enough of it; else its middle. */
function filling(offset: number, length: number, available: number): number {
  if (length <= available) return (available - length) / 2;
  return Math.min(0, Math.max(available - length, offset));
}
