import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decodeWindow } from "#lib/server/codec/decode.ts";
import { readFacts, readProfile } from "#lib/server/codec/inspect.ts";
import * as pictures from "#tests/fixtures/pictures.ts";
import { pngOfSamples, profileChunk, writePng } from "#tests/fixtures/png.ts";
import { cropSamples, makeSamples8, makeSamples16, type Samples } from "#tests/fixtures/samples.ts";
import { decodeWhole } from "./decode-whole.ts";

const WINDOW = { x: 13, y: 7, width: 41, height: 29 };

describe("a lossless picture", () => {
  const cases = ([1, 2, 3, 4] as const).flatMap((channels) => [
    [`8-bit PNG of ${channels} channels`, makeSamples8(96, 64, channels)] as const,
    [`16-bit PNG of ${channels} channels`, makeSamples16(96, 64, channels)] as const,
  ]);

  test.each<readonly [string, Samples]>(cases)(
    "as %s decodes to the very samples that were written",
    async (_name, samples) => {
      const bytes = pngOfSamples(samples);
      const facts = await readFacts(bytes);
      expect(facts).toMatchObject({
        colourModel: samples.channels < 3 ? "grey" : "rgb",
        hasAlpha: samples.channels % 2 === 0,
        bitDepth: samples.data instanceof Uint16Array ? 16 : 8,
      });
      expect(await decodeWhole(bytes)).toEqual(samples);
      expect(await decodeWindow(bytes, facts, WINDOW)).toEqual(cropSamples(samples, WINDOW));
    },
  );

  test("with an ICC profile keeps its own values and says which profile they are in", async () => {
    const samples = makeSamples8(96, 64, 3);
    const icc = await pictures.displayP3Profile();
    const bytes = pngOfSamples(samples, [profileChunk(icc)]);
    const facts = await readFacts(bytes);
    expect(facts.colourProfile).toMatch(/p3/i);
    expect(await decodeWhole(bytes)).toEqual(samples);
    expect(Buffer.from((await readProfile(bytes, facts)) ?? [])).toEqual(Buffer.from(icc));
  });

  test("that is grey with a profile for colour pictures ignores that profile", async () => {
    const bytes = pictures.withJpegProfile(await pictures.greyJpeg(), await pictures.displayP3Profile());
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    const facts = await readFacts(bytes);
    expect(facts).toMatchObject({ colourModel: "grey", colourProfile: null });
    expect(await readProfile(bytes, facts)).toBeNull();
  });

  test.each([1, 2, 4] as const)("with %i bits a sample is widened to the full range of 8", async (bitDepth) => {
    const levels = 2 ** bitDepth;
    const perByte = 8 / bitDepth;
    const rows = Uint8Array.from({ length: (64 / perByte) * 32 }, (_, index) => (index * 37) % 256);
    const bytes = writePng({ width: 64, height: 32, bitDepth, colourType: 0, rows });
    const expected = Uint8Array.from({ length: 64 * 32 }, (_, pixel) => {
      const packed = rows[Math.floor(pixel / perByte)] as number;
      const level = (packed >> (8 - bitDepth * ((pixel % perByte) + 1))) & (levels - 1);
      return (level * 255) / (levels - 1);
    });
    expect(await decodeWhole(bytes)).toEqual({
      width: 64,
      height: 32,
      channels: 1,
      data: expected,
    });
  });

  test("with a palette becomes RGB, and RGBA where palette entries are transparent", async () => {
    const palette = Buffer.from([10, 20, 30, 200, 100, 50, 0, 0, 0]);
    const rows = Uint8Array.from({ length: 32 * 32 }, (_, index) => index % 3);
    const opaque = writePng({ width: 32, height: 32, bitDepth: 8, colourType: 3, rows, before: [["PLTE", palette]] });
    const clear = writePng({
      width: 32,
      height: 32,
      bitDepth: 8,
      colourType: 3,
      rows,
      before: [
        ["PLTE", palette],
        ["tRNS", Uint8Array.of(255, 128, 0)],
      ],
    });
    const colours = Array.from(rows, (index) => [...palette.subarray(index * 3, index * 3 + 3)]);
    expect([...(await decodeWhole(opaque)).data]).toEqual(colours.flat());
    const withAlpha = colours.map((colour, pixel) => [...colour, [255, 128, 0][rows[pixel] as number] as number]);
    expect([...(await decodeWhole(clear)).data]).toEqual(withAlpha.flat());
  });

  test("as 16-bit TIFF decodes to the very samples that were written", async () => {
    const bytes = await pictures.tiff16();
    expect(await decodeWhole(bytes)).toEqual(makeSamples16(96, 64, 3));
  });

  test("with several extra channels is opened without them: they are saved selections, not transparency", async () => {
    const { data } = makeSamples8(40, 30, 3);
    const plane = { raw: { width: 40, height: 30, channels: 1 as const } };
    const bytes = await sharp(data, { raw: { width: 40, height: 30, channels: 3 } })
      .joinChannel([Buffer.alloc(1200, 7), Buffer.alloc(1200, 9)], plane)
      .tiff({ compression: "lzw" })
      .toBuffer();
    const facts = await readFacts(bytes);
    expect(facts).toMatchObject({ hasAlpha: false, colourModel: "rgb" });
    expect(await decodeWhole(bytes)).toEqual({ width: 40, height: 30, channels: 3, data });
  });
});

describe("a window of a photo equals decoding everything and cropping", () => {
  test.each([
    ["a JPEG", () => pictures.orientedJpeg(1)],
    ["a progressive JPEG", () => pictures.progressiveJpeg()],
    ["a grey JPEG", () => pictures.greyJpeg()],
    ["a Display P3 JPEG", () => pictures.displayP3Jpeg()],
    ["an interlaced PNG with alpha", () => pictures.interlacedPng()],
    ["a WebP", () => pictures.lossyWebp()],
    ["a WebP with alpha", () => pictures.lossyWebp(96, 64, 4)],
    ["an 8-bit AVIF", () => pictures.avif()],
    ["a 10-bit AVIF", () => pictures.avif(96, 64, 10)],
    ["a 12-bit AVIF", () => pictures.avif(96, 64, 12)],
    ["a TIFF", () => pictures.tiff16()],
    ["a GIF", () => pictures.animatedGif()],
    ["an animated WebP", () => pictures.animatedWebp()],
  ])("in %s", async (_name, make) => {
    const bytes = await make();
    const facts = await readFacts(bytes);
    const deep = facts.bitDepth === 16;
    const space = { grey: deep ? "grey16" : "b-w", rgb: deep ? "rgb16" : "srgb" }[facts.colourModel];
    const { data, info } = await sharp(bytes, { ignoreIcc: true })
      .toColourspace(space)
      .raw({ depth: deep ? "ushort" : "uchar" })
      .toBuffer({ resolveWithObject: true });
    const copy = Uint8Array.from(data);
    const samples = {
      width: info.width,
      height: info.height,
      channels: info.channels as 1 | 3 | 4,
      data: deep ? new Uint16Array(copy.buffer) : copy,
    };
    expect(await decodeWhole(bytes)).toEqual(samples);
    expect(await decodeWindow(bytes, facts, WINDOW)).toEqual(cropSamples(samples, WINDOW));
  });
});

describe("a CMYK photo", () => {
  test("is converted once, by its own profile, to sRGB, and so is every window of it", async () => {
    const bytes = await pictures.cmykJpeg();
    const facts = await readFacts(bytes);
    expect(facts).toMatchObject({ sourceColourModel: "cmyk", colourModel: "rgb", bitDepth: 8, colourProfile: null });
    const { data } = await sharp(bytes).toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
    const samples = { width: 96, height: 64, channels: 3 as const, data: Uint8Array.from(data) };
    expect(await decodeWhole(bytes)).toEqual(samples);
    expect(await decodeWindow(bytes, facts, WINDOW)).toEqual(cropSamples(samples, WINDOW));
  });

  test("looks like the picture it was made from", async () => {
    const bytes = await pictures.cmykJpeg();
    const raster = await decodeWhole(bytes);
    const original = makeSamples8(96, 64, 3).data;
    const difference = original.reduce(
      (sum, value, index) => sum + Math.abs(value - (raster.data[index] as number)),
      0,
    );
    expect(difference / original.length).toBeLessThan(12);
  });
});

describe("a picture of several frames", () => {
  test.each([
    ["GIF", pictures.animatedGif],
    ["WebP", pictures.animatedWebp],
  ])("as %s is edited as its first", async (_name, make) => {
    const bytes = await make();
    const facts = await readFacts(bytes);
    expect(facts).toMatchObject({ width: 96, height: 64, pages: 3 });
    const { data } = await decodeWindow(bytes, facts, { x: 4, y: 4, width: 1, height: 1 });
    expect([...data].slice(0, 3)).toEqual([200, 30, 30]);
  });
});

test("a window outside the picture is a mistake of the caller", async () => {
  const bytes = await pictures.greyJpeg();
  const facts = await readFacts(bytes);
  for (const rect of [
    { x: -1, y: 0, width: 8, height: 8 },
    { x: 90, y: 0, width: 8, height: 8 },
    { x: 0, y: 0, width: 0, height: 8 },
  ]) {
    await expect(decodeWindow(bytes, facts, rect)).rejects.toThrow(RangeError);
  }
});
