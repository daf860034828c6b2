import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { cornersOf } from "#lib/domain/geometry.ts";
import { rasterisePolygon } from "#lib/domain/mask-engine/polygon.ts";
import type { Mask, Size } from "#lib/domain/raster.ts";
import type { Pointing } from "./prompts.ts";

/** Of the longer side: how far beyond a hastily drawn line the object may reach. */
const SLACK = 0.015;

/** Where the object may be, 255 inside of lasso or box and a little around it; null where neither was drawn. */
export function outlineOf({ box, lasso }: Pointing, size: Size): Mask | null {
  const corners = box ? cornersOf(box) : lasso;
  if (corners.length < 3) return null;
  const data = new Uint8Array(size.width * size.height);
  rasterisePolygon(corners, size, (y, x, length, values) => {
    const start = y * size.width + x;
    if (values) data.set(values, start);
    else data.fill(255, start, start + length);
  });
  const grow = Math.max(1, Math.round(Math.max(size.width, size.height) * SLACK));
  return effectiveMask({ ...size, data }, { grow, feather: 1, spreadPixels: grow + 1 });
}
