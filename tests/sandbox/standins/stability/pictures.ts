import sharp from "sharp";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { inverted, readAlpha, readLuminance, readPicture } from "../../kit/picture.ts";

export interface PictureLimits {
  readonly minSide: number;
  readonly maxSide?: number;
  readonly minPixels: number;
  readonly maxPixels: number;
  /** Longer side over shorter side, at most. */
  readonly maxRatio?: number;
}

/** What is wrong with a picture, in the service's manner of naming the field; null if nothing is. */
export async function faultOf(field: string, bytes: Uint8Array, limits: PictureLimits): Promise<string | null> {
  const picture = await readPicture(bytes).catch(() => null);
  if (!picture) return `${field}: is not a picture`;
  const { width, height, format } = picture;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (!["jpeg", "png", "webp"].includes(format)) return `${field}: must be jpeg, png or webp`;
  if (short < limits.minSide) return `${field}: every side must be at least ${limits.minSide} pixels`;
  if (limits.maxSide && long > limits.maxSide) return `${field}: no side may exceed ${limits.maxSide} pixels`;
  if (width * height < limits.minPixels || width * height > limits.maxPixels)
    return `${field}: must have between ${limits.minPixels} and ${limits.maxPixels} pixels`;
  if (limits.maxRatio && long / short > limits.maxRatio) return `${field}: the aspect ratio is out of range`;
  return null;
}

/**
 * Where the service repaints and how much: white all, black nothing, a grey its share. A mask of another size is
 * resized, without one the picture's transparency counts, and `grow` pixels are added with a blur.
 */
export async function regionOf(image: Uint8Array, mask: Uint8Array | undefined, grow: number): Promise<Mask | null> {
  const size = await readPicture(image);
  if (!mask && size.channels !== 4) return null;
  const sent = mask ? await readLuminance(await fitTo(size, mask)) : inverted(await readAlpha(image));
  return grow > 0 ? grown(sent, grow) : sent;
}

async function fitTo({ width, height }: Size, mask: Uint8Array): Promise<Uint8Array> {
  const sent = await readPicture(mask);
  if (sent.width === width && sent.height === height) return mask;
  return sharp(mask).resize(width, height, { fit: "fill" }).png().toBuffer();
}

async function grown({ width, height, data }: Mask, pixels: number): Promise<Mask> {
  const raw = await sharp(data, { raw: { width, height, channels: 1 } })
    .dilate(Math.ceil(pixels))
    .blur(Math.max(0.3, pixels / 2))
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(raw) };
}
