import "server-only";
import type { Sharp } from "sharp";
import type { Rect, Size } from "#lib/domain/raster.ts";

/** EXIF orientation: how stored pixels must be turned to stand upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Anything that is no orientation counts as upright, as viewers do. */
export function asOrientation(value: number | undefined): Orientation {
  return value !== undefined && value >= 1 && value <= 8 ? (value as Orientation) : 1;
}

/** Size of the upright picture, from the size of the stored one; and the other way round. */
export function turnedSize(size: Size, orientation: Orientation): Size {
  return orientation < 5 ? size : { width: size.height, height: size.width };
}

/** Where a rectangle of the upright picture lies in the stored pixels. */
export function storedRect(rect: Rect, upright: Size, orientation: Orientation): Rect {
  const right = upright.width - rect.x - rect.width;
  const bottom = upright.height - rect.y - rect.height;
  const [x, y] = CORNER[orientation](rect.x, rect.y, right, bottom);
  return { x, y, ...turnedSize({ width: rect.width, height: rect.height }, orientation) };
}

/** Turns stored pixels upright. The one place where a picture is turned. */
export function turnUpright(picture: Sharp, orientation: Orientation): Sharp {
  const { flip, flop, angle } = TURNS[orientation];
  if (flip) picture.flip();
  if (flop) picture.flop();
  return angle === 0 ? picture : picture.rotate(angle);
}

/** Stored top-left corner from the upright rectangle's distances to the left, top, right and bottom edge. */
const CORNER: Record<Orientation, (left: number, top: number, right: number, bottom: number) => [number, number]> = {
  1: (left, top) => [left, top],
  2: (_left, top, right) => [right, top],
  3: (_left, _top, right, bottom) => [right, bottom],
  4: (left, _top, _right, bottom) => [left, bottom],
  5: (left, top) => [top, left],
  6: (_left, top, right) => [top, right],
  7: (_left, _top, right, bottom) => [bottom, right],
  8: (left, _top, _right, bottom) => [bottom, left],
};

/** Mirror first, then rotate clockwise: the order in which libvips applies them after a crop. */
const TURNS: Record<Orientation, { flip: boolean; flop: boolean; angle: 0 | 90 | 180 | 270 }> = {
  1: { flip: false, flop: false, angle: 0 },
  2: { flip: false, flop: true, angle: 0 },
  3: { flip: false, flop: false, angle: 180 },
  4: { flip: true, flop: false, angle: 0 },
  5: { flip: false, flop: true, angle: 270 },
  6: { flip: false, flop: false, angle: 90 },
  7: { flip: false, flop: true, angle: 90 },
  8: { flip: false, flop: false, angle: 270 },
};
