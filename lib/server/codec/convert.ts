import "server-only";
import { type Raster, type Size, toEightBits } from "#lib/domain/raster.ts";
import { readRaster } from "./decode.ts";
import { sharp } from "./sharp.ts";

/** A raster in 8 bits, each sample rounded to nearest; an 8-bit one is handed back as it is. */
export function inEightBits(raster: Raster): Raster<Uint8Array> {
  const { data } = raster;
  if (data instanceof Uint8Array) return { ...raster, data };
  const eight = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) eight[index] = toEightBits(data[index] as number);
  return { ...raster, data: eight };
}

/** Lays a raster with alpha on white, as paper would show it; one without is handed back as it is. */
export function flattenOnWhite(raster: Raster<Uint8Array>): Raster<Uint8Array> {
  const { width, height, channels, data } = raster;
  if (channels === 1 || channels === 3) return raster;
  const colours = channels === 2 ? 1 : 3;
  const flat = new Uint8Array(width * height * colours);
  for (let from = 0, to = 0; from < data.length; from += channels, to += colours) {
    const alpha = data[from + colours] as number;
    for (let colour = 0; colour < colours; colour++) {
      const value = data[from + colour] as number;
      flat[to + colour] = alpha === 255 ? value : Math.round((value * alpha) / 255 + 255 - alpha);
    }
  }
  return { width, height, channels: colours, data: flat };
}

/**
 * Scales to an exact size with a Lanczos kernel (colours weighted by alpha), widened when shrinking so that nothing
 * aliases. Takes and keeps any number of channels and either depth; the same size hands back the same raster.
 */
export async function resize<Samples extends Uint8Array | Uint16Array>(
  raster: Raster<Samples>,
  size: Size,
): Promise<Raster<Samples>> {
  const { width, height, channels, data } = raster;
  if (width === size.width && height === size.height) return raster;
  const picture = sharp(data as Uint8Array & Buffer, { raw: { width, height, channels } }).resize(
    size.width,
    size.height,
    { fit: "fill", kernel: "lanczos3" },
  );
  const scaled = await readRaster(picture, {
    colourModel: channels < 3 ? "grey" : "rgb",
    bitDepth: data instanceof Uint16Array ? 16 : 8,
    hasAlpha: channels % 2 === 0,
  });
  return scaled as Raster<Samples>;
}
