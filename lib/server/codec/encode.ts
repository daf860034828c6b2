import "server-only";
import type { Raster } from "#lib/domain/raster.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import { fromRaster, LOSSLESS_PNG, type Tags } from "./carrier.ts";
import { sharp } from "./sharp.ts";

/** A patch as it is stored: lossless PNG, straight alpha, the picture's depth and profile. */
export function encodePatch(raster: Raster, icc: Uint8Array | null): Promise<Uint8Array> {
  if (raster.channels % 2 === 1) throw new TypeError("a patch needs alpha");
  return fromRaster(raster, { icc }).png(LOSSLESS_PNG).toBuffer();
}

/** A whole picture as it is stored where an edit replaced it: lossless PNG with the picture's depth, profile and density. */
export function encodePicture(raster: Raster, tags: Tags): Promise<Uint8Array> {
  return fromRaster(raster, tags).png(LOSSLESS_PNG).toBuffer();
}

/** An unfinished result for the screen: 8-bit RGBA PNG, fast rather than small. */
export function encodePreview({ width, height, channels, data }: Raster<Uint8Array>): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }).toBuffer();
}

/**
 * A mask as a model wants it, already in that model's encoding: one grey plane, or RGBA whose colour survives under
 * full transparency. Always 8 bits, never a palette.
 */
export function encodeMaskPng(raster: Raster<Uint8Array>): Promise<Uint8Array> {
  return fromRaster(raster, { icc: null }).png({ compressionLevel: 6, palette: false }).toBuffer();
}

/**
 * A window as a model wants it.
 *
 * @param raster 8-bit RGB, from `toModelPixels`
 * @returns the encoded bytes, or null where the format cannot stay within `maxBytes`: try the model's next one.
 *   Lossy formats give up quality step by step, down to 70, before they give up.
 */
export async function encodeForModel(
  raster: Raster<Uint8Array>,
  format: ImageRules["formats"][number],
  maxBytes: number,
): Promise<Uint8Array | null> {
  for (const encode of ATTEMPTS[format]) {
    const bytes = await encode(raster);
    if (bytes.length <= maxBytes) return bytes;
  }
  return null;
}

type Encode = (raster: Raster<Uint8Array>) => Promise<Uint8Array>;

const QUALITIES = [95, 90, 80, 70];

const ATTEMPTS: Record<ImageRules["formats"][number], readonly Encode[]> = {
  raw: [async (raster) => raster.data],
  png: [6, 9].map((compressionLevel) => (raster) => {
    return openRgb(raster).png({ compressionLevel, adaptiveFiltering: true }).toBuffer();
  }),
  jpeg: QUALITIES.map((quality) => (raster) => {
    return openRgb(raster).jpeg({ quality, chromaSubsampling: "4:4:4" }).toBuffer();
  }),
  webp: QUALITIES.map((quality) => (raster) => openRgb(raster).webp({ quality, smartSubsample: true }).toBuffer()),
};

function openRgb({ width, height, channels, data }: Raster<Uint8Array>) {
  return sharp(data, { raw: { width, height, channels } });
}
