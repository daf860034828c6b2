import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SNIFF_BYTES, sniffFormat } from "#lib/server/codec/sniff.ts";
import { FOREIGN_FILES } from "#tests/fixtures/hostile.ts";
import { animatedGif, avif, greyJpeg, interlacedPng, lossyWebp, tiff16 } from "#tests/fixtures/pictures.ts";

describe("the format of a file", () => {
  test.each([
    ["jpeg", greyJpeg],
    ["png", interlacedPng],
    ["webp", lossyWebp],
    ["avif", avif],
    ["tiff", tiff16],
    ["gif", animatedGif],
  ] as const)("is found for %s from the first bytes alone", async (format, make) => {
    const bytes = await make();
    expect(sniffFormat(bytes.subarray(0, SNIFF_BYTES))).toBe(format);
  });

  test("is AVIF where the brand is only among the compatible ones", () => {
    expect(sniffFormat(Buffer.from("\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "latin1"))).toBe("avif");
  });

  test("is TIFF in both byte orders and as BigTIFF", () => {
    for (const head of ["II*\0", "MM\0*", "II+\0", "MM\0+"]) expect(sniffFormat(Buffer.from(head))).toBe("tiff");
  });

  test.each(Object.entries(FOREIGN_FILES))("is refused for %s", (_name, bytes) => {
    expect(() => sniffFormat(bytes)).toThrow(expect.objectContaining({ code: "unsupported_format" }));
  });

  test("is told apart for HEIC, which the browser converts before it is sent", () => {
    const heic = readFileSync(new URL("../../fixtures/heic/phone.heic", import.meta.url));
    expect(() => sniffFormat(heic)).toThrow("heic_not_converted");
  });

  test("does not look for a brand behind the end of the first box", () => {
    const bytes = Buffer.from("\0\0\0\x14ftypheic\0\0\0\0heicavif", "latin1");
    expect(() => sniffFormat(bytes)).toThrow("heic_not_converted");
  });
});
