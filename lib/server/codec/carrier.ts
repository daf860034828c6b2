import "server-only";
import type { Sharp } from "sharp";
import type { Raster } from "#lib/domain/raster.ts";
import { COLOUR_SPACES } from "./decode.ts";
import { PASS_TIMEOUT_SECONDS } from "./limits.ts";
import { sharp } from "./sharp.ts";

/** Metadata that belongs to samples without changing them. */
export interface Tags {
  /** ICC profile of the raster's own kind (grey or RGB), or null for none. */
  readonly icc: Uint8Array | null;
  /** Pixels per inch, or null where unknown. */
  readonly density?: number | null;
}

/**
 * A pipeline that holds exactly the raster's samples, labelled with a profile, ready for any encoder.
 *
 * sharp attaches a profile to raw samples only by converting them to it. So the profile comes in on a carrier: a
 * one-pixel black TIFF, stretched to size row by row, into which the samples are OR-ed. Nothing is copied and
 * nothing is converted.
 */
export function fromRaster(raster: Raster, tags: Tags): Sharp {
  const { width, height, channels, data } = raster;
  const bitDepth = data instanceof Uint16Array ? 16 : 8;
  return sharp(blackPixel(channels, bitDepth, tags), { ignoreIcc: true })
    .timeout({ seconds: PASS_TIMEOUT_SECONDS * 5 })
    .resize(width, height, { fit: "fill", kernel: "nearest" })
    .boolean(data as Uint8Array & Buffer, "or", { raw: { width, height, channels } })
    .toColourspace(COLOUR_SPACES[bitDepth][channels < 3 ? "grey" : "rgb"])
    .keepIccProfile();
}

/** Level 2 with adaptive filters is half the time of level 6 for a tenth more bytes, and beats any level without. */
export const LOSSLESS_PNG = { compressionLevel: 2, adaptiveFiltering: true } as const;

const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const UNDEFINED = 7;
const SIZE_OF_TYPE: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [RATIONAL]: 8, [UNDEFINED]: 1 };

/** A little-endian TIFF (revision 6.0) of one black, fully transparent pixel. */
function blackPixel(channels: Raster["channels"], bitDepth: 8 | 16, tags: Tags): Buffer {
  const pixelBytes = (channels * bitDepth) / 8;
  const pixelOffset = 8;
  const entries: [tag: number, type: number, values: readonly number[] | Uint8Array][] = [
    [256, SHORT, [1]], // width
    [257, SHORT, [1]], // height
    [258, SHORT, Array(channels).fill(bitDepth)], // bits per sample
    [259, SHORT, [1]], // not compressed
    [262, SHORT, [channels < 3 ? 1 : 2]], // black is zero, or RGB
    [273, LONG, [pixelOffset]],
    [277, SHORT, [channels]],
    [278, SHORT, [1]], // rows per strip
    [279, LONG, [pixelBytes]],
  ];
  if (tags.density) {
    const perInch = [Math.round(tags.density * 1000), 1000];
    entries.push([282, RATIONAL, perInch], [283, RATIONAL, perInch], [296, SHORT, [2]]);
  }
  if (channels % 2 === 0) entries.push([338, SHORT, [2]]); // straight alpha
  if (tags.icc) entries.push([34675, UNDEFINED, tags.icc]);
  return layOut(entries, pixelOffset + pixelBytes);
}

/** Header, pixel, directory, then the values that do not fit into its entries. */
function layOut(entries: readonly (readonly [number, number, readonly number[] | Uint8Array])[], directory: number) {
  const directoryOffset = directory + (directory % 2);
  let valuesEnd = directoryOffset + 2 + entries.length * 12 + 4;
  const places = entries.map(([, type, values]) => {
    const length = lengthOf(type, values);
    if (length <= 4) return null;
    const place = valuesEnd;
    valuesEnd += length + (length % 2);
    return place;
  });
  const file = Buffer.alloc(valuesEnd);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(directoryOffset, 4);
  file.writeUInt16LE(entries.length, directoryOffset);
  for (const [index, [tag, type, values]] of entries.entries()) {
    const entry = directoryOffset + 2 + index * 12;
    file.writeUInt16LE(tag, entry);
    file.writeUInt16LE(type, entry + 2);
    file.writeUInt32LE(lengthOf(type, values) / (SIZE_OF_TYPE[type] as number), entry + 4);
    const place = places[index] ?? null;
    if (place !== null) file.writeUInt32LE(place, entry + 8);
    writeValues(file, place ?? entry + 8, type, values);
  }
  return file;
}

/** A rational is two numbers, all else one number a value. */
function lengthOf(type: number, values: readonly number[] | Uint8Array): number {
  return ((SIZE_OF_TYPE[type] as number) * values.length) / (type === RATIONAL ? 2 : 1);
}

function writeValues(file: Buffer, offset: number, type: number, values: readonly number[] | Uint8Array): void {
  if (values instanceof Uint8Array) {
    file.set(values, offset);
    return;
  }
  const size = type === SHORT ? 2 : 4;
  for (const [index, value] of values.entries()) file.writeUIntLE(value, offset + index * size, size);
}
