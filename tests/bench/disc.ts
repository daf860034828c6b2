import type { Mask, Size } from "#lib/domain/raster.ts";

/** A disc of a third of the width in the middle. */
export function disc({ width, height }: Size): Mask {
  const data = new Uint8Array(width * height);
  const radius = width / 6;
  for (let y = 0; y < height; y++) {
    const reach = Math.sqrt(Math.max(0, radius ** 2 - (y - height / 2) ** 2));
    if (reach > 0) data.fill(255, y * width + Math.ceil(width / 2 - reach), y * width + Math.floor(width / 2 + reach));
  }
  return { width, height, data };
}
