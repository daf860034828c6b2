import sharp from "sharp";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { inverted, paint, readPicture, toPng } from "../../kit/picture.ts";
import type { Job } from "./job.ts";

const ONE_MEGAPIXEL = 1_048_576;
const FOUR_MEGAPIXELS = 4_194_304;

export async function paintMarked({ picture, region, values }: Job): Promise<Buffer> {
  const painted = await paint(picture, region, promptOf(values));
  const size = await readPicture(painted);
  return size.width * size.height > FOUR_MEGAPIXELS ? resize(painted, sizeOf(size, FOUR_MEGAPIXELS)) : painted;
}

/** What the service would find by itself, whatever it is asked for: a disc in the middle. */
export async function paintObject({ picture, values }: Job): Promise<Buffer> {
  return paint(picture, discIn(await readPicture(picture)), promptOf(values));
}

export async function paintBackground({ picture, values }: Job): Promise<Buffer> {
  return paint(picture, inverted(discIn(await readPicture(picture))), promptOf(values));
}

export async function removeBackground({ picture }: Job): Promise<Buffer> {
  const { data, info } = await sharp(picture)
    .ensureAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  discIn(info).data.forEach((alpha, at) => {
    data[at * 4 + 3] = alpha;
  });
  return toPng({ width: info.width, height: info.height, channels: 4, data });
}

export async function extend({ picture, values }: Job): Promise<Buffer> {
  const [left, right, top, bottom] = [values.left, values.right, values.up, values.down].map((edge) =>
    Number(edge ?? 0),
  );
  const size = await readPicture(picture);
  const canvas = await sharp(picture)
    .removeAlpha()
    .extend({ left: left as number, right: right as number, top: top as number, bottom: bottom as number })
    .png()
    .toBuffer();
  const { width, height } = await readPicture(canvas);
  const beyond = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < size.height; y++) {
    const row = (y + (top as number)) * width + (left as number);
    beyond.fill(0, row, row + size.width);
  }
  return paint(canvas, { width, height, data: beyond }, promptOf(values));
}

/** One megapixel, in the shape asked for or else the picture's own. */
export async function restyle({ picture, values }: Job): Promise<Buffer> {
  const [width, height] = String(values.aspect_ratio ?? "")
    .split(":")
    .map(Number);
  const shape = width && height ? { width, height } : await readPicture(picture);
  return paint(await resize(picture, sizeOf(shape, ONE_MEGAPIXEL)), null, promptOf(values));
}

export async function enlargeFourTimes({ picture }: Job): Promise<Buffer> {
  const { width, height } = await readPicture(picture);
  return resize(picture, { width: width * 4, height: height * 4 });
}

export async function enlargeToFourMegapixels({ picture }: Job): Promise<Buffer> {
  return resize(picture, sizeOf(await readPicture(picture), FOUR_MEGAPIXELS));
}

const promptOf = ({ prompt, background_prompt: background }: Job["values"]) => String(prompt ?? background ?? "");

const sizeOf = ({ width, height }: Size, pixels: number): Size => {
  const factor = Math.sqrt(pixels / (width * height));
  return { width: Math.floor(width * factor), height: Math.floor(height * factor) };
};

const resize = (picture: Uint8Array, { width, height }: Size) =>
  sharp(picture).removeAlpha().resize(width, height, { fit: "fill" }).png({ compressionLevel: 1 }).toBuffer();

function discIn({ width, height }: Size): Mask {
  const data = new Uint8Array(width * height);
  const radius = Math.min(width, height) / 4;
  for (let at = 0; at < data.length; at++) {
    const isInside = Math.hypot((at % width) - width / 2, Math.floor(at / width) - height / 2) < radius;
    data[at] = isInside ? 255 : 0;
  }
  return { width, height, data };
}
