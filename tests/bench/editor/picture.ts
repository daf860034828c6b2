import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { makeRandom } from "#tests/fixtures/samples.ts";

/** Megapixels, with sides that cameras of that class deliver. */
export const PICTURES = {
  12: { width: 4000, height: 3000 },
  24: { width: 6000, height: 4000 },
  50: { width: 8688, height: 5792 },
  100: { width: 12_000, height: 8334 },
} as const;
export type Megapixels = keyof typeof PICTURES;

const FOLDER = join(tmpdir(), "repaint-bench-pictures");
/** Of the height: one blue with a little grain, as a clear sky. */
export const SKY = 0.25;
const CLOUD = 24;

/** A colourful JPEG with grain, made once for this machine's temporary folder. Answers its path. */
export async function pictureFile(megapixels: Megapixels): Promise<string> {
  const file = join(FOLDER, `${megapixels}-megapixels.jpg`);
  if (existsSync(file)) return file;
  await mkdir(FOLDER, { recursive: true });
  const { width, height } = PICTURES[megapixels];
  const unfinished = `${file}.${process.pid}`;
  await sharp(colours(), { raw: { width: CLOUD, height: CLOUD, channels: 3 } })
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .composite([
      { input: await sky(width, Math.round(height * SKY)), left: 0, top: 0 },
      { input: await grain(), tile: true, blend: "soft-light" },
    ])
    .jpeg({ quality: 90 })
    .toFile(unfinished);
  // Whole or not at all, also where the bench is stopped meanwhile.
  await rename(unfinished, file);
  return file;
}

function colours(): Uint8Array {
  const random = makeRandom(CLOUD);
  return Uint8Array.from({ length: CLOUD * CLOUD * 3 }, () => random() * 256);
}

const sky = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 70, g: 130, b: 210 } } })
    .png()
    .toBuffer();

const grain = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 512,
      height: 512,
      channels: 3,
      background: "black",
      noise: { type: "gaussian", mean: 128, sigma: 12 },
    },
  })
    .png()
    .toBuffer();
