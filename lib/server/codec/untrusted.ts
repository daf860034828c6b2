import "server-only";
import type { Sharp } from "sharp";
import { RepaintError } from "#lib/domain/error.ts";
import type { Mask, Raster, Size } from "#lib/domain/raster.ts";
import { readRaster } from "./decode.ts";
import { openEncoded, readingPicture } from "./sharp.ts";
import { sniffFormat } from "./sniff.ts";

/**
 * A mask from a request. Its size is known before anything is decoded, so a file can never claim more memory than
 * the picture it belongs to has pixels.
 *
 * @param expected size of the upright picture
 * @throws RepaintError `mask_invalid` (not an 8-bit grey PNG without alpha, or damaged), `mask_size_mismatch`
 */
export async function decodeGreyMask(bytes: Uint8Array, expected: Size): Promise<Mask> {
  const header = readPngHeader(bytes);
  if (header?.bitDepth !== 8 || header.colourType !== PNG_GREY) {
    throw new RepaintError("mask_invalid", { field: "mask", detail: JSON.stringify(header) });
  }
  if (header.width !== expected.width || header.height !== expected.height) {
    throw new RepaintError("mask_size_mismatch", { field: "mask", detail: `${header.width}×${header.height}` });
  }
  try {
    const picture = openEncoded(bytes, { ignoreIcc: true }).removeAlpha();
    const { width, height, data } = await readRaster(picture, { colourModel: "grey", bitDepth: 8, hasAlpha: false });
    return { width, height, data: data as Uint8Array };
  } catch (error) {
    throw new RepaintError("mask_invalid", { field: "mask", detail: reason(error), cause: error });
  }
}

/**
 * What a provider sent back as PNG, JPEG or WebP: upright 8-bit RGB, transparency laid on white, any embedded profile
 * left aside (models answer in the colours they were given).
 *
 * @throws RepaintError `bad_response` for anything else, for a damaged file, and for one larger than `maxPixels`
 */
export async function decodeResult(bytes: Uint8Array, limits: { maxPixels: number }): Promise<Raster<Uint8Array>> {
  return readingResult(async () => {
    const picture = openResult(bytes, limits).flatten({ background: "#ffffff" });
    return (await readRaster(picture, { colourModel: "rgb", bitDepth: 8, hasAlpha: false })) as Raster<Uint8Array>;
  });
}

/**
 * The transparency of what a provider sent back, upright, 8 bits.
 *
 * @throws RepaintError `bad_response` also for a picture without any
 */
export async function decodeResultAlpha(bytes: Uint8Array, limits: { maxPixels: number }): Promise<Raster<Uint8Array>> {
  return readingResult(async () => {
    const { hasAlpha } = await openResult(bytes, limits).metadata();
    if (!hasAlpha) throw new TypeError("a picture without transparency");
    const picture = openResult(bytes, limits).extractChannel("alpha");
    return (await readRaster(picture, { colourModel: "grey", bitDepth: 8, hasAlpha: false })) as Raster<Uint8Array>;
  });
}

/**
 * A further picture a person sent for a model to look at: upright 8-bit sRGB, transparency laid on white, no larger than
 * `maxSide` × `maxSide`.
 *
 * @throws RepaintError `unsupported_format`, `too_many_pixels`, `image_timeout`, `corrupt_image`
 */
export async function decodeReference(bytes: Uint8Array, maxSide: number): Promise<Raster<Uint8Array>> {
  sniffFormat(bytes);
  return readingPicture(async () => {
    const picture = openEncoded(bytes, { autoOrient: true })
      .resize(maxSide, maxSide, { fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" });
    return (await readRaster(picture, { colourModel: "rgb", bitDepth: 8, hasAlpha: false })) as Raster<Uint8Array>;
  });
}

function openResult(bytes: Uint8Array, { maxPixels }: { maxPixels: number }): Sharp {
  const format = sniffFormat(bytes);
  if (!RESULT_FORMATS.has(format)) throw new TypeError(`a result must not be ${format}`);
  return openEncoded(bytes, { ignoreIcc: true, autoOrient: true, limitInputPixels: maxPixels });
}

async function readingResult<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw new RepaintError("bad_response", { detail: reason(error), cause: error });
  }
}

const RESULT_FORMATS: ReadonlySet<string> = new Set(["png", "jpeg", "webp"]);
const PNG_GREY = 0;
const PNG_HEADER_LENGTH = 26;

/** The IHDR chunk, which PNG (3rd edition, 5.6) puts first. Null for anything that is not a PNG. */
function readPngHeader(bytes: Uint8Array) {
  if (bytes.length < PNG_HEADER_LENGTH) return null;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, PNG_HEADER_LENGTH);
  if (file.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n" || file.toString("latin1", 12, 16) !== "IHDR") return null;
  return {
    width: file.readUInt32BE(16),
    height: file.readUInt32BE(20),
    bitDepth: file.readUInt8(24),
    colourType: file.readUInt8(25),
  };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
