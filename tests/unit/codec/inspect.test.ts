import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { readFacts, readHeader } from "#lib/server/codec/inspect.ts";
import * as hostile from "#tests/fixtures/hostile.ts";
import * as pictures from "#tests/fixtures/pictures.ts";
import { pngOfSamples } from "#tests/fixtures/png.ts";
import { makeRandom, makeSamples8 } from "#tests/fixtures/samples.ts";

const PICTURES: Readonly<Record<string, () => Promise<Buffer>>> = {
  jpeg: () => pictures.orientedJpeg(6, 320, 240),
  "progressive jpeg": () => pictures.progressiveJpeg(320, 240),
  "grey jpeg": () => pictures.greyJpeg(320, 240),
  "cmyk jpeg": () => pictures.cmykJpeg(320, 240),
  png: async () => pngOfSamples(makeSamples8(320, 240, 3)),
  "interlaced png": () => pictures.interlacedPng(320, 240),
  webp: () => pictures.lossyWebp(320, 240, 4),
  avif: () => pictures.avif(320, 240),
  tiff: () => pictures.tiff16(320, 240),
  gif: () => pictures.stillGif(320, 240),
};

describe.each(Object.entries(PICTURES))("a %s", (_name, make) => {
  test("is accepted whole", async () => {
    const facts = await readFacts(await make());
    expect([facts.width, facts.height].sort()).toEqual([240, 320]);
  });

  test("is refused when a tenth, half or nine tenths of it arrived", async () => {
    const bytes = await make();
    for (const fraction of [0.1, 0.5, 0.9]) {
      await expect(readFacts(hostile.truncated(bytes, fraction))).rejects.toMatchObject({ code: "corrupt_image" });
    }
  });

  test("is answered with facts or a code, whatever was damaged on the way", { timeout: 60_000 }, async () => {
    const bytes = await make();
    const random = makeRandom(bytes.length);
    for (let round = 0; round < 60; round++) {
      const damaged = damage(bytes, random);
      const outcome = await readFacts(damaged).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(RepaintError);
    }
  });
});

describe("a picture within the rules", () => {
  test("may be 16 pixels a side", async () => {
    expect(await readFacts(pngOfSamples(makeSamples8(16, 16, 3)))).toMatchObject({ width: 16, height: 16 });
  });

  test("may be 99.9 megapixels of nothing in 100 kB", async () => {
    expect(await readFacts(hostile.blackPng(10_240, 10_000))).toMatchObject({ width: 10_240, height: 10_000 });
  });

  test("may come from software that left stray bytes behind the end or before a marker", async () => {
    const jpeg = await pictures.orientedJpeg(1);
    const table = jpeg.indexOf(Buffer.from([0xff, 0xdb]));
    const strayBytes = Buffer.concat([jpeg.subarray(0, table), Buffer.from([0, 0, 0]), jpeg.subarray(table)]);
    for (const bytes of [Buffer.concat([jpeg, Buffer.alloc(999, 7)]), strayBytes, jpeg.subarray(0, -2)]) {
      expect(await readFacts(bytes)).toMatchObject({ format: "jpeg", width: 96 });
    }
  });

  test("may be an animation whose later frames are lost: only the first is edited", async () => {
    const bytes = hostile.truncated(await pictures.animatedGif(320, 240), 0.9);
    expect(await readFacts(bytes)).toMatchObject({ width: 320, height: 240 });
  });

  test("keeps its print density among its facts", async () => {
    const bytes = await sharp(pngOfSamples(makeSamples8(32, 32, 3)))
      .withMetadata({ density: 300 })
      .jpeg()
      .toBuffer();
    expect(await readHeader(bytes)).toMatchObject({ density: 300 });
  });
});

describe("a picture is refused as", () => {
  test.each([
    ["too small at 15 pixels", "image_too_small", async () => pngOfSamples(makeSamples8(200, 15, 3))],
    ["too many pixels by one row", "too_many_pixels", async () => hostile.blackPng(10_240, 10_001)],
    ["too many pixels by a PNG header", "too_many_pixels", async () => hostile.hugePngHeader()],
    ["too many pixels by a JPEG header", "too_many_pixels", async () => hostile.hugeJpegHeader()],
    ["too many pixels by a GIF header", "too_many_pixels", async () => hostile.hugeGifHeader()],
    ["too many pixels by a TIFF header", "too_many_pixels", async () => hostile.hugeTiffHeader()],
    ["too many pixels by an AVIF header", "too_many_pixels", () => hostile.hugeAvifHeader()],
    ["unsupported: floating-point TIFF", "unsupported_format", () => pictures.floatTiff()],
    ["unsupported: a camera's raw file", "unsupported_format", async () => hostile.cameraRaw()],
    ["unsupported: SVG behind a JPEG name", "unsupported_format", async () => hostile.FOREIGN_FILES.svg],
    ["corrupt: a PNG signature and nothing", "corrupt_image", async () => Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
    [
      "corrupt: a JPEG of zeros",
      "corrupt_image",
      async () => Buffer.concat([Buffer.from([255, 216, 255]), Buffer.alloc(999)]),
    ],
  ] as const)("%s", async (_name, code, make) => {
    await expect(readFacts((await make()) as Uint8Array)).rejects.toMatchObject({ code });
  });
});

describe("a file made to exhaust the reader", () => {
  test.each([
    ["a text chunk that unpacks to 512 MB", async () => hostile.pngTextBomb()],
    ["a directory that points at itself", async () => hostile.endlessTiff()],
    ["200 000 frames", async () => hostile.manyFrames(200_000)],
    ["a JPEG of 3000 scans", async () => hostile.manyScans(3_000)],
  ])("by %s is answered within seconds and a bounded memory", { timeout: 20_000 }, async (_name, make) => {
    const bytes = await make();
    const before = process.memoryUsage.rss();
    const outcome = await readFacts(bytes).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(RepaintError);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400e6);
  });
});

/** Flips bytes (mostly early ones, where the structure is), and now and then cuts or doubles a piece. */
function damage(bytes: Uint8Array, random: () => number): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  const flips = 1 + Math.floor(random() * 8);
  for (let flip = 0; flip < flips; flip++) {
    const reach = random() < 0.5 ? Math.min(400, damaged.length) : damaged.length;
    damaged[Math.floor(random() * reach)] = Math.floor(random() * 256);
  }
  const kind = random();
  if (kind < 0.2) return damaged.subarray(0, Math.floor(random() * damaged.length));
  if (kind < 0.3) return Buffer.concat([damaged, damaged]);
  return damaged;
}
