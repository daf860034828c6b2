import type { Rect, Size } from "#lib/domain/raster.ts";
import type { ImagePoint } from "./points.ts";
import { toImage, type Viewport, visibleRect } from "./viewport.ts";

/** A frame smaller than this cannot be seen or taken hold of. In CSS pixels. */
const SMALLEST_FRAME = 8;

/** Size of the map of a picture, as large as fits in `room`. CSS pixels. */
export function miniMapSize(image: Size, room: Size): Size {
  const scale = Math.min(room.width / image.width, room.height / image.height);
  return {
    width: Math.max(SMALLEST_FRAME, Math.round(image.width * scale)),
    height: Math.max(SMALLEST_FRAME, Math.round(image.height * scale)),
  };
}

/** The frame around what is seen, on a map of size `map`. Always within the map. CSS pixels. */
export function frameOnMap(view: Viewport, image: Size, stage: Size, map: Size): Rect {
  const seen = visibleRect(view, image, stage);
  const [x, width] = span(seen.x / image.width, seen.width / image.width, map.width);
  const [y, height] = span(seen.y / image.height, seen.height / image.height, map.height);
  return { x, y, width, height };
}

/**
 * How far to pan, in CSS pixels, so that the stage's middle shows `target` (image pixels), or as near to it as goes
 * without showing what lies beyond the picture.
 */
export function panTowards(view: Viewport, image: Size, stage: Size, target: ImagePoint): { dx: number; dy: number } {
  const middle = toImage(view, { x: stage.width / 2, y: stage.height / 2 });
  const within = (at: number, length: number, seen: number) =>
    seen >= length ? length / 2 : Math.min(length - seen / 2, Math.max(seen / 2, at));
  const x = within(target.x, image.width, stage.width / view.scale);
  const y = within(target.y, image.height, stage.height / view.scale);
  return { dx: (middle.x - x) * view.scale, dy: (middle.y - y) * view.scale };
}

function span(start: number, share: number, length: number): [start: number, length: number] {
  const size = Math.min(length, Math.max(SMALLEST_FRAME, share * length));
  const middle = (start + share / 2) * length;
  return [Math.min(length - size, Math.max(0, middle - size / 2)), size];
}
