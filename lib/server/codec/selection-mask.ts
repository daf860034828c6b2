import "server-only";
import type { Mask, Rect, Size } from "#lib/domain/raster.ts";
import { sharp } from "./sharp.ts";

/**
 * A selection as an 8-bit grey PNG.
 *
 * @param coverage of a level of the display pyramid
 * @param scale picture pixels per pixel of it
 * @param crop what of the enlarged coverage is kept
 * @param place where that lies on a canvas of `canvas`; null for no canvas
 */
export async function encodeSelection(
  coverage: Mask,
  scale: number,
  crop: Rect,
  place: { readonly x: number; readonly y: number; readonly canvas: Size } | null,
): Promise<Uint8Array> {
  const { width, height, data } = coverage;
  const enlarged = sharp(data, { raw: { width, height, channels: 1 } })
    // Cubic, so that the edge stays as steep as it was.
    .resize(width * scale, height * scale, { fit: "fill", kernel: "cubic" })
    .extract({ left: crop.x, top: crop.y, width: crop.width, height: crop.height });
  if (place) {
    const { x, y, canvas } = place;
    const [right, bottom] = [canvas.width - x - crop.width, canvas.height - y - crop.height];
    enlarged.extend({ left: x, top: y, right, bottom, background: "#000000" });
  }
  return enlarged.toColourspace("b-w").png({ compressionLevel: 4, palette: false }).toBuffer();
}
