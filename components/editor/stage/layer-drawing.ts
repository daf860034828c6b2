import type { LivePiece } from "#lib/client/mask-engine/mask-session.ts";
import type { LayerTiles } from "#lib/client/mask-engine/shown-tiles.ts";
import { toScreen, type Viewport } from "#lib/client/view/viewport.ts";
import { unionOf } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";

/** What a canvas shows of one layer of the mask. */
export interface LayerDrawing {
  /** What all of it depends on: which layer it is, where it lies, and its looks. */
  readonly view: string;
  readonly tiles: LayerTiles;
  /** Around what of a stroke the tiles do not show yet, in device pixels. */
  readonly live: Rect | null;
}

/**
 * The part of the canvas that shows something else now, in whole device pixels: during a stroke little of it, and the rest
 * may stay. Null where nothing does.
 */
export function regionToRedraw(
  before: LayerDrawing | null,
  now: LayerDrawing,
  { whole, tileAt }: { whole: Rect; tileAt: (key: number) => Rect },
): Rect | null {
  if (before?.view !== now.view) return whole;
  const keys = new Set([...before.tiles.keys(), ...now.tiles.keys()]);
  const changed = [...keys].filter((key) => before.tiles.get(key) !== now.tiles.get(key));
  const parts = [before.live, now.live, ...changed.map(tileAt)].filter((part) => part !== null);
  return parts.length > 0 ? parts.reduce(unionOf) : null;
}

/** Softened edges lie this far outside. */
const EDGE = 2;

/** Around pieces of a stroke, in whole device pixels. No pressure makes a brush wider than it is set. */
export function liveRect(pieces: readonly LivePiece[], viewport: Viewport, pixelRatio: number): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { brush, points } of pieces) {
    const reach = brush.radius * viewport.scale;
    for (const point of points) {
      const { x, y } = toScreen(viewport, point);
      left = Math.min(left, x - reach);
      top = Math.min(top, y - reach);
      right = Math.max(right, x + reach);
      bottom = Math.max(bottom, y + reach);
    }
  }
  if (left > right) return null;
  const [x, y] = [Math.floor(left * pixelRatio) - EDGE, Math.floor(top * pixelRatio) - EDGE];
  return { x, y, width: Math.ceil(right * pixelRatio) + EDGE - x, height: Math.ceil(bottom * pixelRatio) + EDGE - y };
}
