import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { EXPORT_FORMATS } from "#lib/contracts/image.ts";
import type { Raster } from "#lib/domain/raster.ts";
import { EXPORT_TYPES, encodeExport } from "#lib/server/codec/export.ts";
import { readFacts, readProfile } from "#lib/server/codec/inspect.ts";
import { sniffFormat } from "#lib/server/codec/sniff.ts";
import { displayP3Profile, greyProfile } from "#tests/fixtures/pictures.ts";
import { makeSamples8, makeSamples16 } from "#tests/fixtures/samples.ts";
import { decodeWhole } from "./decode-whole.ts";

const PLAIN = { quality: 92, icc: null, density: null };
const KINDS: readonly (readonly [string, Raster])[] = ([1, 2, 3, 4] as const).flatMap((channels) => [
  [`8-bit, ${channels} channels`, makeSamples8(61, 43, channels)],
  [`16-bit, ${channels} channels`, makeSamples16(61, 43, channels)],
]);

describe.each(["png", "tiff"] as const)("an export as %s", (format) => {
  test.each(KINDS)("of %s gives back the very same samples", async (_name, raster) => {
    const bytes = await encodeExport(raster, { ...PLAIN, format });
    expect(await decodeWhole(bytes)).toEqual(raster);
  });

  test.each(KINDS)("of %s keeps the profile byte for byte, and every sample", async (_name, raster) => {
    const icc = raster.channels < 3 ? greyProfile() : await displayP3Profile();
    const bytes = await encodeExport(raster, { ...PLAIN, format, icc });
    const facts = await readFacts(bytes);
    expect(Buffer.from((await readProfile(bytes, facts)) ?? [])).toEqual(Buffer.from(icc));
    expect(await decodeWhole(bytes)).toEqual(raster);
  });
});

describe.each(["jpeg", "webp", "avif"] as const)("an export as %s", (format) => {
  test.each(KINDS)("of %s looks like the picture", async (_name, raster) => {
    const bytes = await encodeExport(raster, { ...PLAIN, format });
    const facts = await readFacts(bytes);
    expect(facts.hasAlpha).toBe(format !== "jpeg" && raster.channels % 2 === 0);
    if (raster.channels % 2 === 0) return;
    const { data } = await decodeWhole(bytes);
    const scale = raster.data instanceof Uint16Array ? 257 : 1;
    const unscale = data instanceof Uint16Array ? 257 : 1;
    const repeat = facts.colourModel === "grey" ? 1 : 3 / raster.channels;
    let difference = 0;
    for (const [index, value] of raster.data.entries()) {
      difference += Math.abs(value / scale - (data[index * repeat] as number) / unscale);
    }
    expect(difference / raster.data.length).toBeLessThan(5);
  });

  test("carries the photo's own profile and does not convert to it again", async () => {
    const icc = await displayP3Profile();
    const raster = flat([200, 60, 60]);
    const bytes = await encodeExport(raster, { ...PLAIN, quality: 100, format, icc });
    const facts = await readFacts(bytes);
    expect(Buffer.from((await readProfile(bytes, facts)) ?? [])).toEqual(Buffer.from(icc));
    const { data } = await decodeWhole(bytes);
    for (const [index, value] of [200, 60, 60].entries())
      expect(Math.abs((data[index] as number) - value)).toBeLessThan(4);
  });

  test("applies a grey profile where the format would store the picture as RGB, and keeps it where not", async () => {
    const bytes = await encodeExport(makeSamples8(61, 43, 1), { ...PLAIN, format, icc: greyProfile() });
    const facts = await readFacts(bytes);
    expect(facts.colourProfile !== null).toBe(format === "jpeg");
    expect(facts.colourModel).toBe(format === "jpeg" ? "grey" : "rgb");
  });
});

test("an export as AVIF of a 16-bit picture keeps more than 8 bits", async () => {
  const bytes = await encodeExport(makeSamples16(64, 64, 3), { ...PLAIN, format: "avif" });
  expect(await sharp(bytes).metadata()).toMatchObject({ depth: "ushort", bitsPerSample: 10 });
});

test("an export as JPEG lays transparency on white", async () => {
  const raster = { width: 16, height: 16, channels: 4 as const, data: new Uint8Array(16 * 16 * 4) };
  const bytes = await encodeExport(raster, { ...PLAIN, format: "jpeg" });
  expect([...(await decodeWhole(bytes)).data]).toEqual(Array(16 * 16 * 3).fill(255));
});

describe.each(EXPORT_FORMATS)("every export as %s", (format) => {
  test("is what its extension and content type say", async () => {
    const bytes = await encodeExport(makeSamples8(61, 43, 3), { ...PLAIN, format });
    expect(sniffFormat(bytes)).toBe(format);
    expect(EXPORT_TYPES[format].contentType).toBe(`image/${format}`);
  });

  test("holds no EXIF, XMP or place", async () => {
    const icc = await displayP3Profile();
    const bytes = await encodeExport(makeSamples8(61, 43, 3), { ...PLAIN, format, icc });
    const { exif, xmp, iptc } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined });
  });
});

test.each(["png", "jpeg", "tiff"] as const)("an export as %s keeps the print density", async (format) => {
  const bytes = await encodeExport(makeSamples8(61, 43, 3), { ...PLAIN, format, density: 300 });
  expect((await sharp(bytes).metadata()).density).toBe(300);
});

test.each([
  ["webp", 16_384],
  ["avif", 16_385],
  ["jpeg", 65_536],
] as const)("an export as %s of %i pixels a side is refused with a code", (format, width) => {
  const raster = makeSamples8(width, 16, 1);
  expect(() => encodeExport(raster, { ...PLAIN, format })).toThrow(
    expect.objectContaining({ code: "export_too_large" }),
  );
});

function flat(colour: readonly [number, number, number]): Raster {
  const data = new Uint8Array(64 * 64 * 3);
  for (let index = 0; index < data.length; index += 3) data.set(colour, index);
  return { width: 64, height: 64, channels: 3, data };
}
