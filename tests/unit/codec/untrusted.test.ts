import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decodeGreyMask, decodeReference, decodeResult, decodeResultAlpha } from "#lib/server/codec/untrusted.ts";
import * as hostile from "#tests/fixtures/hostile.ts";
import * as pictures from "#tests/fixtures/pictures.ts";
import { pngOfSamples, writePng } from "#tests/fixtures/png.ts";
import { makeSamples8, makeSamples16 } from "#tests/fixtures/samples.ts";

describe("a mask from a request", () => {
  const size = { width: 48, height: 32 };

  test("is read byte for byte, soft values included", async () => {
    const samples = makeSamples8(48, 32, 1);
    expect(await decodeGreyMask(pngOfSamples(samples), size)).toEqual({ ...size, data: samples.data });
  });

  test("of another size than the picture is refused before it is decoded", async () => {
    const mask = pngOfSamples(makeSamples8(32, 48, 1));
    await expect(decodeGreyMask(mask, size)).rejects.toMatchObject({ code: "mask_size_mismatch", field: "mask" });
    const bomb = hostile.blackPng(9_990, 10_000);
    bomb.writeUInt8(8, 24);
    await expect(decodeGreyMask(bomb, size)).rejects.toMatchObject({ code: "mask_size_mismatch" });
  });

  test.each([
    ["colour", async () => pngOfSamples(makeSamples8(48, 32, 3))],
    ["grey with alpha", async () => pngOfSamples(makeSamples8(48, 32, 2))],
    ["16 bits", async () => pngOfSamples(makeSamples16(48, 32, 1))],
    ["1 bit", async () => writePng({ ...size, bitDepth: 1, colourType: 0, rows: new Uint8Array(6 * 32) })],
    ["a JPEG", () => pictures.greyJpeg(48, 32)],
    ["cut short", async () => hostile.truncated(pngOfSamples(makeSamples8(48, 32, 1)), 0.6)],
    ["an SVG", async () => hostile.FOREIGN_FILES.svg as Uint8Array],
    ["nothing", async () => new Uint8Array()],
  ])("that is %s is refused as mask_invalid", async (_name, make) => {
    await expect(decodeGreyMask(await make(), size)).rejects.toMatchObject({ code: "mask_invalid", field: "mask" });
  });
});

describe("a provider's answer", () => {
  const limits = { maxPixels: 1_000_000 };

  test("as PNG gives its exact pixels", async () => {
    const samples = makeSamples8(64, 48, 3);
    expect(await decodeResult(pngOfSamples(samples), limits)).toEqual(samples);
  });

  test.each([
    ["JPEG", () => pictures.orientedJpeg(1, 64, 48)],
    ["WebP", () => pictures.lossyWebp(64, 48)],
    ["16-bit PNG", async () => pngOfSamples(makeSamples16(64, 48, 3))],
    ["grey PNG", async () => pngOfSamples(makeSamples8(64, 48, 1))],
    ["grey PNG with alpha", async () => pngOfSamples(makeSamples8(64, 48, 2))],
    ["CMYK JPEG", () => pictures.cmykJpeg(64, 48)],
  ])("as %s becomes 8-bit RGB", async (_name, make) => {
    const raster = await decodeResult(await make(), limits);
    expect([raster.width, raster.height, raster.channels]).toEqual([64, 48, 3]);
    expect(raster.data).toBeInstanceOf(Uint8Array);
    expect(raster.data.length).toBe(64 * 48 * 3);
  });

  test("with transparency is laid on white", async () => {
    const clear = { width: 20, height: 20, channels: 4 as const, data: new Uint8Array(1600) };
    expect(new Set((await decodeResult(pngOfSamples(clear), limits)).data)).toEqual(new Set([255]));
  });

  test("with a profile keeps its values: models answer in the colours they were given", async () => {
    const bytes = await pictures.displayP3Jpeg(64, 48);
    const values = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
    expect((await decodeResult(bytes, limits)).data).toEqual(new Uint8Array(values));
  });

  test.each([
    ["half a picture", async () => hostile.truncated(pngOfSamples(makeSamples8(64, 48, 3)), 0.5)],
    ["a picture larger than any that was asked for", async () => hostile.blackPng(1_001, 1_000)],
    ["a bomb", async () => hostile.hugePngHeader()],
    ["an error page", async () => hostile.FOREIGN_FILES.html as Uint8Array],
    ["a TIFF", () => pictures.tiff16()],
    ["nothing", async () => new Uint8Array()],
  ])("that is %s is a bad response", async (_name, make) => {
    await expect(decodeResult(await make(), limits)).rejects.toMatchObject({ code: "bad_response" });
  });
});

describe("the transparency of a provider's result", () => {
  const limits = { maxPixels: 1_000_000 };

  test.each([2, 4] as const)("is read byte for byte from a picture with %i channels", async (channels) => {
    const samples = makeSamples8(64, 48, channels);
    const alpha = samples.data.filter((_, at) => at % channels === channels - 1);
    expect(await decodeResultAlpha(pngOfSamples(samples), limits)).toEqual({
      width: 64,
      height: 48,
      channels: 1,
      data: alpha,
    });
  });

  test.each([
    ["a picture without any", async () => pngOfSamples(makeSamples8(64, 48, 3))],
    ["a JPEG", () => pictures.orientedJpeg(1, 64, 48)],
    ["half a picture", async () => hostile.truncated(pngOfSamples(makeSamples8(64, 48, 4)), 0.5)],
    ["an error page", async () => hostile.FOREIGN_FILES.html as Uint8Array],
  ])("is a bad response for %s", async (_name, make) => {
    await expect(decodeResultAlpha(await make(), limits)).rejects.toMatchObject({ code: "bad_response" });
  });
});

describe("a further picture to look at", () => {
  test("is turned upright, flattened and made no larger than asked, but never enlarged", async () => {
    const turned = await decodeReference(await pictures.orientedJpeg(6, 300, 200), 100);
    expect([turned.width, turned.height, turned.channels]).toEqual([67, 100, 3]);
    const small = await decodeReference(pngOfSamples(makeSamples16(20, 30, 4)), 100);
    expect([small.width, small.height, small.channels]).toEqual([20, 30, 3]);
    expect(small.data).toBeInstanceOf(Uint8Array);
  });

  test.each([
    ["an error page", async () => hostile.FOREIGN_FILES.html as Uint8Array, "unsupported_format"],
    ["a bomb", async () => hostile.hugePngHeader(), "too_many_pixels"],
    ["half a picture", async () => hostile.truncated(pngOfSamples(makeSamples8(64, 48, 3)), 0.5), "corrupt_image"],
  ])("that is %s is refused", async (_name, make, code) => {
    await expect(decodeReference(await make(), 100)).rejects.toMatchObject({ code });
  });
});
