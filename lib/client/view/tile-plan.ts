import type { Rect } from "#lib/domain/raster.ts";
import type { Viewport } from "./viewport.ts";

/** A pyramid of tiles: level 0 is full size, each next level half of it, tiles of `size` × `size` pixels of the level. */
export interface Pyramid {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly levels: number;
}

export interface TileAddress {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

export interface TileRange {
  readonly left: number;
  readonly top: number;
  /** Exclusive. */
  readonly right: number;
  readonly bottom: number;
}

/** A level may be enlarged this much before the next finer one is fetched (a quarter more is not visible). */
const ENLARGE = 1.25;

/** The coarsest level that still has about one pixel per device pixel at `deviceScale` (device pixels per image pixel). */
export function levelFor(deviceScale: number, levels: number): number {
  const level = Math.floor(Math.log2((1 / deviceScale) * ENLARGE) + 1e-9);
  return Math.min(levels - 1, Math.max(0, level));
}

/** The tiles of a level that touch `rect` (image pixels), cut to those that exist. */
export function tilesTouching(pyramid: Pyramid, level: number, rect: Rect): TileRange {
  const span = pyramid.size * 2 ** level;
  const columns = Math.ceil(pyramid.width / span);
  const rows = Math.ceil(pyramid.height / span);
  if (rect.width <= 0 || rect.height <= 0) return { left: 0, top: 0, right: 0, bottom: 0 };
  return {
    left: Math.max(0, Math.floor(rect.x / span)),
    top: Math.max(0, Math.floor(rect.y / span)),
    right: Math.min(columns, Math.ceil((rect.x + rect.width) / span)),
    bottom: Math.min(rows, Math.ceil((rect.y + rect.height) / span)),
  };
}

/** Addresses in a range, those nearest to its middle first: what one looks at arrives first. */
export function fromTheMiddle(range: TileRange, level: number): TileAddress[] {
  const middleX = (range.left + range.right - 1) / 2;
  const middleY = (range.top + range.bottom - 1) / 2;
  const addresses: TileAddress[] = [];
  for (let y = range.top; y < range.bottom; y++)
    for (let x = range.left; x < range.right; x++) addresses.push({ level, x, y });
  const far = (tile: TileAddress) => Math.hypot(tile.x - middleX, tile.y - middleY);
  return addresses.sort((a, b) => far(a) - far(b));
}

/** Where a tile lies, in image pixels; the last column and row are narrower. */
export function tileRect(pyramid: Pyramid, { level, x, y }: TileAddress): Rect {
  const span = pyramid.size * 2 ** level;
  return {
    x: x * span,
    y: y * span,
    width: Math.min(span, pyramid.width - x * span),
    height: Math.min(span, pyramid.height - y * span),
  };
}

/**
 * A rectangle of the picture in whole device pixels of the stage. Edges are rounded, not widths, so that neighbours
 * share their edge exactly and no seam shows at any zoom.
 */
export function onDevice(view: Viewport, pixelRatio: number, rect: Rect): Rect {
  const across = (value: number) => Math.round((value * view.scale + view.x) * pixelRatio);
  const down = (value: number) => Math.round((value * view.scale + view.y) * pixelRatio);
  const x = across(rect.x);
  const y = down(rect.y);
  return { x, y, width: across(rect.x + rect.width) - x, height: down(rect.y + rect.height) - y };
}
