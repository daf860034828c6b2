import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { flattenOnWhite, inEightBits, resize } from "#lib/server/codec/convert.ts";
import { decodePatch } from "#lib/server/codec/decode.ts";
import { encodeForModel, encodeMaskPng, encodePatch } from "#lib/server/codec/encode.ts";
import { displayP3Profile } from "#tests/fixtures/pictures.ts";
import { makeSamples8, makeSamples16, type Samples } from "#tests/fixtures/samples.ts";

describe("a patch", () => {
  test.each<readonly [string, Samples]>([
    ["grey, 8 bits", makeSamples8(37, 29, 2)],
    ["grey, 16 bits", makeSamples16(37, 29, 2)],
    ["colour, 8 bits", makeSamples8(37, 29, 4)],
    ["colour, 16 bits", makeSamples16(37, 29, 4)],
  ])("of %s comes back from storage unchanged, clear pixels included", async (_name, samples) => {
    const channels = samples.channels;
    for (let pixel = 0; pixel < 200; pixel++) samples.data[pixel * channels + channels - 1] = pixel % 3;
    expect(await decodePatch(await encodePatch(samples, null))).toEqual(samples);
  });

  test("carries its picture's profile", async () => {
    const icc = await displayP3Profile();
    const bytes = await encodePatch(makeSamples8(37, 29, 4), icc);
    const metadata = await sharp(bytes).metadata();
    expect(metadata.format).toBe("png");
    expect(metadata.icc && Buffer.from(metadata.icc)).toEqual(Buffer.from(icc));
  });
});

describe("a mask for a model", () => {
  test("arrives as 8-bit grey with every value in place", async () => {
    const mask = makeSamples8(64, 48, 1);
    const bytes = await encodeMaskPng(mask);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", space: "b-w", channels: 1, isPalette: false });
    expect(new Uint8Array(await sharp(bytes).toColourspace("b-w").raw().toBuffer())).toEqual(mask.data);
  });

  test("in the alpha channel keeps its colour under full transparency", async () => {
    const data = Uint8Array.from({ length: 32 * 32 * 4 }, (_, index) => (index % 4 === 3 ? 0 : 255));
    const bytes = await encodeMaskPng({ width: 32, height: 32, channels: 4, data });
    expect(new Uint8Array(await sharp(bytes).raw().toBuffer())).toEqual(data);
  });

  test("of two values only is still no palette", async () => {
    const data = Uint8Array.from({ length: 32 * 32 }, (_, index) => (index % 2) * 255);
    const bytes = await encodeMaskPng({ width: 32, height: 32, channels: 1, data });
    expect([bytes[24], bytes[25]]).toEqual([8, 0]);
  });
});

describe("a window for a model", () => {
  const window = makeSamples8(256, 192, 3);

  test("as PNG or raw is exact", async () => {
    const png = (await encodeForModel(window, "png", 1e6)) as Uint8Array;
    expect(new Uint8Array(await sharp(png).raw().toBuffer())).toEqual(window.data);
    expect(await encodeForModel(window, "raw", 1e6)).toEqual(window.data);
  });

  test.each(["jpeg", "webp"] as const)("as %s gives up quality to stay within the model's limit", async (format) => {
    const free = (await encodeForModel(window, format, 1e9)) as Uint8Array;
    const limited = (await encodeForModel(window, format, free.length - 1)) as Uint8Array;
    expect(limited.length).toBeLessThan(free.length);
  });

  test.each(["raw", "png", "jpeg", "webp"] as const)("as %s is not made at all where it cannot fit", async (format) => {
    expect(await encodeForModel(window, format, 300)).toBeNull();
  });
});

describe("a picture for a format that holds less", () => {
  test("is laid on white where it was transparent", () => {
    const data = Uint8Array.of(10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 200, 51);
    const flat = flattenOnWhite({ width: 3, height: 1, channels: 4, data });
    expect([flat.channels, ...flat.data]).toEqual([3, 10, 20, 30, 255, 255, 255, 204, 224, 244]);
  });

  test("has each of 65536 values rounded to the nearest of 256", () => {
    const data = Uint16Array.from({ length: 65_536 }, (_, value) => value);
    const eight = inEightBits({ width: 256, height: 256, channels: 1, data }).data;
    const wrong = [...eight].filter((value, index) => value !== Math.round(index / 257));
    expect(wrong).toEqual([]);
  });
});

describe("scaling", () => {
  test.each<readonly [string, Samples]>([
    ["grey", makeSamples8(64, 48, 1)],
    ["grey with alpha", makeSamples8(64, 48, 2)],
    ["colour", makeSamples8(64, 48, 3)],
    ["16-bit colour with alpha", makeSamples16(64, 48, 4)],
    ["16-bit grey with alpha", makeSamples16(64, 48, 2)],
  ])("%s gives the exact size asked for and keeps depth and channels", async (_name, samples) => {
    const scaled = await resize(samples, { width: 101, height: 33 });
    expect([scaled.width, scaled.height, scaled.channels]).toEqual([101, 33, samples.channels]);
    expect(scaled.data.constructor).toBe(samples.data.constructor);
    expect(scaled.data.length).toBe(101 * 33 * samples.channels);
  });

  test("a flat picture leaves it flat, up and down", async () => {
    const data = new Uint8Array(50 * 40 * 3).fill(137);
    for (const size of [
      { width: 17, height: 11 },
      { width: 200, height: 333 },
    ]) {
      const scaled = await resize({ width: 50, height: 40, channels: 3, data }, size);
      expect(new Set(scaled.data)).toEqual(new Set([137]));
    }
  });

  test("to the same size changes nothing", async () => {
    const samples = makeSamples16(20, 20, 3);
    expect(await resize(samples, { width: 20, height: 20 })).toBe(samples);
  });
});
