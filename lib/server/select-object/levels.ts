import "server-only";
import type { Rect, Size } from "#lib/domain/raster.ts";

/** Size of a level of the display pyramid: halved, rounded up, once for each level below the first. */
export function levelSize(size: Size, z: number): Size {
  return { width: Math.ceil(size.width / 2 ** z), height: Math.ceil(size.height / 2 ** z) };
}

/** The pixels of a level that `rect` (picture pixels, fractions too) touches. It must overlap the picture. */
export function levelRect(rect: Rect, size: Size, z: number): Rect {
  const scale = 2 ** z;
  const level = levelSize(size, z);
  const x = Math.max(0, Math.floor(rect.x / scale));
  const y = Math.max(0, Math.floor(rect.y / scale));
  return {
    x,
    y,
    width: Math.min(level.width, Math.ceil((rect.x + rect.width) / scale)) - x,
    height: Math.min(level.height, Math.ceil((rect.y + rect.height) / scale)) - y,
  };
}

/** The finest of `levels` levels on which `rect` has no more than `maxPixels` pixels; the coarsest where none has. */
export function finestLevel(rect: Rect, maxPixels: number, levels: number): number {
  for (let z = 0; z < levels; z++) if ((rect.width * rect.height) / 4 ** z <= maxPixels) return z;
  return levels - 1;
}
