import type { Size } from "#lib/domain/raster.ts";
import type { ScreenPoint } from "./points.ts";

/** Space between two panes, in CSS pixels. */
const GAP = 2;

/** One of two equal panes of a stage: side by side where it is wide, one above the other where it is tall. */
export function paneOf(surface: Size): Size {
  return isWide(surface)
    ? { width: Math.max(0, Math.floor((surface.width - GAP) / 2)), height: surface.height }
    : { width: surface.width, height: Math.max(0, Math.floor((surface.height - GAP) / 2)) };
}

/** Where the second pane's top-left corner lies on the stage. */
export function secondPane(surface: Size): ScreenPoint {
  const pane = paneOf(surface);
  return isWide(surface) ? { x: pane.width + GAP, y: 0 } : { x: 0, y: pane.height + GAP };
}

/** The top-left corner of the pane that a point on the stage lies in. */
export function paneAt(surface: Size, point: ScreenPoint): ScreenPoint {
  const second = secondPane(surface);
  return point.x >= second.x && point.y >= second.y ? second : { x: 0, y: 0 };
}

const isWide = ({ width, height }: Size) => width >= height;
