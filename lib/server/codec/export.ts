import "server-only";
import type { Sharp } from "sharp";
import type { ExportFormat } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { Raster } from "#lib/domain/raster.ts";
import { fromRaster, LOSSLESS_PNG, type Tags } from "./carrier.ts";
import { flattenOnWhite, inEightBits } from "./convert.ts";
import { sharp } from "./sharp.ts";

export interface ExportOptions extends Tags {
  readonly format: ExportFormat;
  /** 1 to 100. Read by JPEG, WebP and AVIF. */
  readonly quality: number;
}

/** What a downloaded file of each format is called and declared as. */
export const EXPORT_TYPES: Readonly<Record<ExportFormat, { contentType: string; extension: string }>> = {
  png: { contentType: "image/png", extension: "png" },
  jpeg: { contentType: "image/jpeg", extension: "jpg" },
  webp: { contentType: "image/webp", extension: "webp" },
  avif: { contentType: "image/avif", extension: "avif" },
  tiff: { contentType: "image/tiff", extension: "tif" },
};

/**
 * A flattened version as a file. The only metadata in it are the ICC profile and the print density: no EXIF, no
 * place, no camera.
 *
 * | format | depth | alpha | colour |
 * |---|---|---|---|
 * | PNG, TIFF | kept, lossless | kept | own profile |
 * | AVIF | 8, or 10 for a 16-bit picture | kept | own profile; profiled grey becomes sRGB |
 * | WebP | 8 | kept | own profile; profiled grey becomes sRGB |
 * | JPEG | 8 | laid on white | own profile |
 *
 * Memory: the raster (not copied, except where depth or alpha must go) and the finished file.
 *
 * @throws RepaintError `export_too_large` where the format cannot hold so many pixels (AVIF: above 50 megapixels)
 */
export function encodeExport(raster: Raster, options: ExportOptions): Promise<Uint8Array> {
  const { width, height } = raster;
  const { longestSide, mostPixels } = LIMITS[options.format];
  if (Math.max(width, height) > longestSide || width * height > mostPixels) {
    throw new RepaintError("export_too_large", { field: "format", detail: `${width}×${height}` });
  }
  return ENCODERS[options.format](raster, options, width * height > LARGE_PIXELS);
}

/** What a format can hold, and for AVIF also what its encoder can do within about 1.5 GB of memory. */
const LIMITS: Readonly<Record<ExportFormat, { longestSide: number; mostPixels: number }>> = {
  png: { longestSide: Number.POSITIVE_INFINITY, mostPixels: Number.POSITIVE_INFINITY },
  jpeg: { longestSide: 65_535, mostPixels: Number.POSITIVE_INFINITY },
  webp: { longestSide: 16_383, mostPixels: Number.POSITIVE_INFINITY },
  avif: { longestSide: 16_384, mostPixels: 50_000_000 },
  tiff: { longestSide: Number.POSITIVE_INFINITY, mostPixels: Number.POSITIVE_INFINITY },
};

/** Above this many pixels encoders give up the few per cent that would cost them a second copy of the picture. */
const LARGE_PIXELS = 24_000_000;

type Encode = (raster: Raster, options: ExportOptions, large: boolean) => Promise<Uint8Array>;

const ENCODERS: Readonly<Record<ExportFormat, Encode>> = {
  png: (raster, options) => fromRaster(raster, options).png(LOSSLESS_PNG).toBuffer(),
  tiff: (raster, options) => {
    // sharp takes the density of a TIFF in pixels per millimetre, and from here only.
    const perMillimetre = options.density ? { xres: options.density / 25.4, yres: options.density / 25.4 } : {};
    return fromRaster(raster, options)
      .tiff({ compression: "deflate", predictor: "horizontal", resolutionUnit: "inch", ...perMillimetre })
      .toBuffer();
  },
  jpeg: async (raster, options, large) => {
    const bytes = await fromRaster(flattenOnWhite(inEightBits(raster)), options)
      .jpeg({ quality: options.quality, chromaSubsampling: "4:4:4", optimiseCoding: !large })
      .toBuffer();
    return options.density ? withJfifDensity(bytes, options.density) : bytes;
  },
  webp: async (raster, options, large) => {
    const picture = await inColour(inEightBits(raster), options);
    // More effort takes ten times as long and saves nothing that can be measured on photos.
    return picture.webp({ quality: options.quality, effort: 2, smartSubsample: !large }).toBuffer();
  },
  avif: async (raster, options, large) => {
    const picture = await inColour(raster, options);
    const bitdepth = raster.data instanceof Uint16Array ? 10 : 8;
    const chromaSubsampling = large ? "4:2:0" : "4:4:4";
    // As with WebP: effort 4 takes sixteen times as long for 3 % of the bytes.
    return picture.avif({ quality: options.quality, effort: 1, chromaSubsampling, bitdepth }).toBuffer();
  },
};

/** libvips writes no density into a JPEG without EXIF. Its own place is a JFIF header (T.871, 10.1) at the start. */
function withJfifDensity(jpeg: Buffer, density: number): Buffer {
  const perInch = Math.min(65_535, Math.round(density));
  const header = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  header.writeUInt16BE(perInch, 12);
  header.writeUInt16BE(perInch, 14);
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]);
}

/** For formats that store grey as RGB: a grey profile would not fit those samples, so it is applied. */
async function inColour(raster: Raster, tags: Tags): Promise<Sharp> {
  if (raster.channels > 2 || !tags.icc) return fromRaster(raster, tags);
  const profiled = await fromRaster(inEightBits(raster), tags).png({ compressionLevel: 1 }).toBuffer();
  return sharp(profiled).toColourspace("srgb");
}
