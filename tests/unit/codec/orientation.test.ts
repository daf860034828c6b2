import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decodeWindow } from "#lib/server/codec/decode.ts";
import { readFacts } from "#lib/server/codec/inspect.ts";
import { openSamples, orientedJpeg } from "#tests/fixtures/pictures.ts";
import { cropSamples, makeSamples8, type Samples, uprightSamples } from "#tests/fixtures/samples.ts";
import { decodeWhole } from "./decode-whole.ts";

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each(ORIENTATIONS)("a photo with EXIF orientation %i", (orientation) => {
  test("has the size a viewer shows", async () => {
    const facts = await readFacts(await orientedJpeg(orientation, 96, 64));
    expect([facts.width, facts.height]).toEqual(orientation < 5 ? [96, 64] : [64, 96]);
  });

  test("decodes to the stored pixels, turned upright", async () => {
    const bytes = await orientedJpeg(orientation);
    const upright = uprightSamples(await storedSamples(bytes), orientation);
    const raster = await decodeWhole(bytes);
    expect(raster).toEqual(upright);
  });

  test("gives every window exactly as cropping the upright picture would", async () => {
    const bytes = await orientedJpeg(orientation);
    const facts = await readFacts(bytes);
    const upright = uprightSamples(await storedSamples(bytes), orientation);
    for (const rect of [
      { x: 0, y: 0, width: 1, height: 1 },
      { x: facts.width - 1, y: facts.height - 1, width: 1, height: 1 },
      { x: 5, y: 11, width: 23, height: 17 },
      { x: facts.width - 20, y: 3, width: 20, height: 40 },
      { x: 0, y: facts.height - 9, width: facts.width, height: 9 },
    ]) {
      expect(await decodeWindow(bytes, facts, rect)).toEqual(cropSamples(upright, rect));
    }
  });
});

/** The pixels as they lie in the file, by sharp without any turning. */
async function storedSamples(bytes: Buffer): Promise<Samples> {
  const { data, info } = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data: Uint8Array.from(data) };
}

test.each(["png", "webp", "tiff", "avif"] as const)(
  "a %s with an orientation is turned as viewers turn it",
  async (format) => {
    const samples = makeSamples8(96, 64, 3);
    const bytes = await openSamples(samples).withMetadata({ orientation: 6 })[format]({ lossless: true }).toBuffer();
    const { data, info } = await sharp(bytes, { ignoreIcc: true })
      .autoOrient()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raster = await decodeWhole(bytes);
    expect(raster).toEqual({ width: info.width, height: info.height, channels: 3, data: Uint8Array.from(data) });
    expect([raster.width, raster.height]).toEqual([64, 96]);
  },
);
