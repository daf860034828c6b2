import "server-only";
import type { Sharp } from "sharp";
import { RepaintError } from "#lib/domain/error.ts";
import type { Raster, Rect, Size } from "#lib/domain/raster.ts";
import type { ImageFacts } from "./inspect.ts";
import { storedRect, turnUpright } from "./orientation.ts";
import { openEncoded, readingPicture } from "./sharp.ts";

/**
 * The pixels of a rectangle of the upright picture, exactly as the file's own decoder delivers them: no colour
 * conversion (except CMYK and Lab, which become sRGB), full depth, straight alpha. Equal, sample for sample, to
 * decoding everything and cropping; but only the rectangle (plus a few rows) is held in memory where the format
 * allows it: JPEG, PNG without interlacing, TIFF. A turned picture takes twice the rectangle's memory for a moment.
 *
 * @param facts what `readFacts` or `readHeader` said of the same bytes
 * @param rect within the picture, not empty
 * @throws RepaintError `corrupt_image`, `image_timeout`; `RangeError` for a rectangle outside the picture
 */
export async function decodeWindow(bytes: Uint8Array, facts: ImageFacts, rect: Rect): Promise<Raster> {
  if (!isInside(rect, facts)) throw new RangeError(`window ${JSON.stringify(rect)} is outside the picture`);
  return readingPicture(() => readRaster(openWindow(bytes, facts, rect), facts));
}

/** A stored patch (PNG made by `encodePatch`), with its alpha. */
export async function decodePatch(bytes: Uint8Array): Promise<Raster> {
  return readingPicture(async () => {
    const { space, depth, hasAlpha, width, height } = await openEncoded(bytes).metadata();
    const colourModel = space === "b-w" || space === "grey16" ? "grey" : "rgb";
    const bitDepth = depth === "ushort" ? 16 : 8;
    if (!hasAlpha) throw new RepaintError("corrupt_image", { detail: `patch ${width}×${height} without alpha` });
    return readRaster(openEncoded(bytes, { ignoreIcc: true }), { colourModel, bitDepth, hasAlpha });
  });
}

/** A pipeline over a rectangle of the upright picture, in the picture's own colours. */
function openWindow(bytes: Uint8Array, facts: ImageFacts, rect: Rect): Sharp {
  const stored = storedRect(rect, facts, facts.orientation);
  const picture = openStored(bytes, facts).extract({
    left: stored.x,
    top: stored.y,
    width: stored.width,
    height: stored.height,
  });
  return turnUpright(picture, facts.orientation);
}

/**
 * A pipeline over the stored pixels, not yet turned upright, in the picture's own colours or, where `convert` says
 * so, in sRGB. For this folder only.
 */
export function openStored(bytes: Uint8Array, facts: ImageFacts, { convert = false } = {}): Sharp {
  const converts = convert || facts.sourceColourModel !== facts.colourModel;
  const picture = openEncoded(bytes, { ignoreIcc: !converts });
  return facts.hasAlpha ? picture : picture.removeAlpha();
}

function isInside(rect: Rect, size: Size): boolean {
  return (
    rect.x >= 0 &&
    rect.y >= 0 &&
    rect.width > 0 &&
    rect.height > 0 &&
    rect.x + rect.width <= size.width &&
    rect.y + rect.height <= size.height
  );
}

type RasterModel = Pick<ImageFacts, "colourModel" | "bitDepth" | "hasAlpha">;

/** Runs a pipeline and hands out its samples in the given model. For this folder only. */
export async function readRaster(picture: Sharp, model: RasterModel): Promise<Raster> {
  const colours = model.colourModel === "grey" ? 1 : 3;
  const channels = (colours + (model.hasAlpha ? 1 : 0)) as Raster["channels"];
  // libvips' raw output drops the alpha of 8-bit grey, so that one pair travels as RGBA and is narrowed here.
  const greyAlpha = channels === 2 && model.bitDepth === 8;
  const { data, info } = await picture
    .toColourspace(greyAlpha ? "srgb" : COLOUR_SPACES[model.bitDepth][model.colourModel])
    .raw({ depth: model.bitDepth === 16 ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const samples = greyAlpha ? narrowToGreyAlpha(data) : model.bitDepth === 16 ? asUint16(data) : asUint8(data);
  if (samples.length !== width * height * channels) {
    throw new Error(`decoded ${info.channels} channels, expected ${channels} of ${model.bitDepth} bits`);
  }
  return { width, height, channels, data: samples };
}

/** libvips' names of the colour models Repaint edits in. */
export const COLOUR_SPACES = {
  8: { grey: "b-w", rgb: "srgb" },
  16: { grey: "grey16", rgb: "rgb16" },
} as const;

function narrowToGreyAlpha(rgba: Buffer): Uint8Array {
  const pair = new Uint8Array(rgba.length / 2);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 2) {
    pair[to] = rgba[from] as number;
    pair[to + 1] = rgba[from + 3] as number;
  }
  return pair;
}

/** A plain view: a `Buffer` would compare and copy differently from the arrays the domain works with. */
function asUint8(data: Buffer): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}

function asUint16(data: Buffer): Uint16Array {
  const aligned = data.byteOffset % 2 === 0 ? data : Buffer.from(new Uint8Array(data));
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
}
