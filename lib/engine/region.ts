import type { Rect } from "#lib/domain/raster.ts";
import type { FillInput } from "./fill.ts";
import type { Layer } from "./patch-match.ts";
import type { Square } from "./resample.ts";

/** The part of the square that lies in the picture. */
export function clipSquare(picture: FillInput, { x, y, side }: Square): Rect {
  return growWithin(picture, { x, y, width: side, height: side }, 0);
}

/** The rectangle, larger by a margin on every side, as far as it lies in the picture. */
export function growWithin({ width, height }: FillInput, rect: Rect, margin: number): Rect {
  const x = Math.max(0, rect.x - margin);
  const y = Math.max(0, rect.y - margin);
  return {
    x,
    y,
    width: Math.min(width, rect.x + rect.width + margin) - x,
    height: Math.min(height, rect.y + rect.height + margin) - y,
  };
}

/** Calls for every pixel of the area, with its index in the picture. */
export function eachPixel(picture: FillInput, area: Rect, visit: (at: number, x: number, y: number) => void): void {
  for (let y = area.y; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++) visit(y * picture.width + x, x, y);
  }
}

/** The smallest rectangle in the area around all wanted pixels. Empty when there are none. */
export function boundsWithin(
  picture: FillInput,
  area: Rect,
  isWanted: (at: number, x: number, y: number) => boolean,
): Rect {
  let [left, top, right, bottom] = [area.x + area.width, area.y + area.height, area.x, area.y];
  eachPixel(picture, area, (at, x, y) => {
    if (!isWanted(at, x, y)) return;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
  });
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** A copy of the area. */
export function copyLayer(picture: FillInput, { x, y, width, height }: Rect): Layer {
  const layer = { width, height, rgb: new Uint8Array(width * height * 3), hole: new Uint8Array(width * height) };
  for (let row = 0; row < height; row++) {
    const from = (y + row) * picture.width + x;
    layer.rgb.set(picture.pixels.subarray(from * 3, (from + width) * 3), row * width * 3);
    for (let column = 0; column < width; column++) {
      layer.hole[row * width + column] = picture.mask[from + column] ? 1 : 0;
    }
  }
  return layer;
}
