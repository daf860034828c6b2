import type { Rect, Size } from "./raster.ts";

/** Whole pixels, top-left origin. May be negative where something starts left of or above the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point on the picture in image pixels; (0, 0) is the outer corner of the first pixel, its centre is (0.5, 0.5). */
export interface ImagePoint {
  readonly space?: "image";
  readonly x: number;
  readonly y: number;
}

export function area(size: Size): number {
  return size.width * size.height;
}

/** The common part of two rectangles, or null where they share no pixel. */
export function intersect(a: Rect, b: Rect): Rect | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The smallest rectangle that holds both. */
export function unionOf(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  const height = Math.max(a.y + a.height, b.y + b.height) - y;
  return { x, y, width, height };
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The whole picture as a rectangle. */
export function wholeOf(size: Size): Rect {
  return { x: 0, y: 0, width: size.width, height: size.height };
}

export function movedBy(rect: Rect, dx: number, dy: number): Rect {
  return { x: rect.x + dx, y: rect.y + dy, width: rect.width, height: rect.height };
}

/** Clockwise from the top left. */
export function cornersOf({ x, y, width, height }: Rect): ImagePoint[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** `rect` grown by `margin` pixels on every side, as far as the picture reaches. `rect` must lie inside the picture. */
export function expandWithin(rect: Rect, margin: number, image: Size): Rect {
  const x = Math.max(0, rect.x - margin);
  const y = Math.max(0, rect.y - margin);
  return {
    x,
    y,
    width: Math.min(image.width, rect.x + rect.width + margin) - x,
    height: Math.min(image.height, rect.y + rect.height + margin) - y,
  };
}

/**
 * A rectangle of `size` around `rect`, centred on it where the picture allows and pushed inside where it does not.
 * `rect` must lie inside the picture and `size` be at least as large as `rect` and at most as large as the picture.
 */
export function growWithin(rect: Rect, size: Size, image: Size): Rect {
  return {
    x: startAround(rect.x, rect.width, size.width, image.width),
    y: startAround(rect.y, rect.height, size.height, image.height),
    ...size,
  };
}

function startAround(start: number, length: number, wanted: number, limit: number): number {
  const centred = start - Math.floor((wanted - length) / 2);
  return Math.min(Math.max(0, centred), limit - wanted);
}
