import sharp from "sharp";
import type { Mask, Raster, Size } from "#lib/domain/raster.ts";

/** What a service reads of a picture it was sent. Throws where it is none. */
export async function readPicture(
  bytes: Uint8Array,
): Promise<Size & { format: string; channels: number; bytes: number }> {
  const { width, height, format, channels } = await sharp(bytes).metadata();
  return { width, height, format, channels, bytes: bytes.length };
}

/** The grey levels of a mask without alpha, one byte per pixel. Throws where it has alpha or is no picture. */
export async function readLuminance(bytes: Uint8Array): Promise<Mask> {
  const { hasAlpha } = await sharp(bytes).metadata();
  if (hasAlpha) throw new Error("the mask has an alpha channel");
  const { data, info } = await sharp(bytes).toColourspace("b-w").raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/**
 * A mask as the strictest services read it: grey levels without alpha, of the picture's size, only black and white. Any
 * other is refused.
 */
export async function readStrictMask(
  bytes: Uint8Array,
  { width, height }: Size,
  refuse: (reason: string) => never,
): Promise<Mask> {
  const mask = await readLuminance(bytes).catch(() => refuse("mask cannot be read"));
  if (mask.width !== width || mask.height !== height) return refuse("mask must have the size of the image");
  return isBinary(mask) ? mask : refuse("mask must be black and white");
}

/** The alpha of a mask, one byte per pixel. Throws where it has none. */
export async function readAlpha(bytes: Uint8Array): Promise<Mask> {
  const { hasAlpha } = await sharp(bytes).metadata();
  if (!hasAlpha) throw new Error("the mask has no alpha channel");
  const { data, info } = await sharp(bytes).extractChannel("alpha").raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** The other polarity: what was to be kept is to be repainted. */
export const inverted = (mask: Mask): Mask => ({ ...mask, data: mask.data.map((value) => 255 - value) });

/** As services round: from 128 up is repainted. */
export const binarised = (mask: Mask): Mask => ({ ...mask, data: mask.data.map((value) => (value >= 128 ? 255 : 0)) });

export const isBinary = (mask: Mask): boolean => mask.data.every((value) => value === 0 || value === 255);

/**
 * A deterministic edit that anybody can recognise: diagonal stripes where `region` is marked (everywhere without one),
 * in a colour that depends on the prompt. What is not marked drifts by a level, as real models do.
 */
export async function paint(picture: Uint8Array, region: Mask | null, prompt = ""): Promise<Buffer> {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const raster: Raster<Uint8Array> = { width, height, channels: 3, data: new Uint8Array(data) };
  const colour = colourOf(prompt);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const strength = region ? (region.data[y * width + x] as number) / 255 : 1;
      const light = (x + y) % 16 < 8 ? 1 : 0.8;
      for (let channel = 0; channel < 3; channel++) {
        const own = Math.min(255, (raster.data[at + channel] as number) + 1);
        raster.data[at + channel] = Math.round(own * (1 - strength) + (colour[channel] as number) * light * strength);
      }
    }
  }
  return toPng(raster);
}

/** What a service that finds the subject by itself may find: the middle half of each side stays, the rest is transparent. */
export async function cutOutMiddle(picture: Uint8Array): Promise<Buffer> {
  const { data, info } = await sharp(picture)
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const isKept = (position: number, length: number) => position >= length / 4 && position < (length * 3) / 4;
  for (let at = 0; at < width * height; at++) {
    if (!isKept(at % width, width) || !isKept(Math.floor(at / width), height)) data[at * 4 + 3] = 0;
  }
  return toPng({ width, height, channels: 4, data: new Uint8Array(data) });
}

export function toPng({ width, height, channels, data }: Raster<Uint8Array>): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }).toBuffer();
}

function colourOf(prompt: string): readonly [number, number, number] {
  let hash = 7;
  for (const character of prompt) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return [64 + (hash & 127), 64 + ((hash >>> 7) & 127), 64 + ((hash >>> 14) & 127)];
}
