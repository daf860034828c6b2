import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { convertHeic } from "#lib/client/heic/convert-heic.ts";
import type { LibheifFile } from "#lib/client/heic/libheif.ts";
import { HeicFile } from "#lib/client/heic/open-heic.ts";
import { deepPicture, phonePicture, seeThroughPicture } from "#tests/fixtures/heic/pictures.ts";
import { displayP3Profile } from "#tests/fixtures/pictures.ts";

// Its declaration describes a module of another shape.
const file: string = "libheif-js/libheif-wasm/libheif-bundle.mjs";
const lib = await ((await import(file)) as LibheifFile).default();

const heic = (name: string) => readFileSync(new URL(`../../../fixtures/heic/${name}.heic`, import.meta.url));
const asPng = async (name: string) =>
  Buffer.from(await (await convertHeic(lib, heic(name), "png", () => undefined)).arrayBuffer());

describe("a photo of a phone", () => {
  test("is upright, with its own colours, in the profile it was taken in", async () => {
    const png = await asPng("phone");
    const { data, info } = await rawSamples(png);
    const original = await phonePicture();
    expect(info).toMatchObject(original.info);
    expect(meanDifference(data, original.data)).toBeLessThan(3);
    expect((await sharp(png).metadata()).icc).toEqual(Buffer.from(await displayP3Profile()));
  });

  test("does not carry over where it was taken, nor is it told to turn once more", async () => {
    expect(heic("phone").includes("Exif")).toBe(true);
    const { exif, orientation } = await sharp(await asPng("phone")).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
  });
});

test("10 bits per sample are kept, and a colour space told by number becomes a profile", async () => {
  const png = await asPng("deep");
  const original = deepPicture();
  const data = await sharp(png).toColourspace("rgb16").raw({ depth: "ushort" }).toBuffer();
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  expect((await sharp(png).metadata()).depth).toBe("ushort");
  expect(meanDifference(samples, original.data) / 257).toBeLessThan(2);
  expect(new Set(samples).size).toBeGreaterThan(256);
});

test("transparency is kept, also where the smaller file was chosen", async () => {
  for (const target of ["png", "jpeg"] as const) {
    const converted = await convertHeic(lib, heic("see-through"), target, () => undefined);
    expect(converted.type).toBe("image/png");
    const { data, info } = await rawSamples(Buffer.from(await converted.arrayBuffer()));
    expect(info).toMatchObject(seeThroughPicture().info);
    const alpha = (samples: Uint8Array) => samples.filter((_, at) => at % 4 === 3);
    expect(meanDifference(alpha(data), alpha(seeThroughPicture().data))).toBeLessThan(3);
  }
});

test("what a file is told before it is decoded is what it decodes to", () => {
  const opened = new HeicFile(lib, heic("phone"));
  expect(opened.facts).toEqual({ width: 192, height: 144, hasAlpha: false, bits: 8 });
  expect(opened.decode()).toMatchObject({ width: 192, height: 144, channels: 3, bits: 8 });
  opened.close();
});

test("a damaged file, and one that only says it is a HEIC, are named so", async () => {
  const phone = heic("phone");
  const nothing = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
  for (const bytes of [phone.subarray(0, 200), phone.subarray(0, phone.length / 2), phone.subarray(0, -500), nothing]) {
    await expect(convertHeic(lib, bytes, "png", () => undefined)).rejects.toMatchObject({ problem: "damaged" });
  }
});

test("another codec in the same container is refused by what it is", async () => {
  const other = Buffer.from(heic("phone").toString("latin1").replaceAll("hvc1", "jpeg"), "latin1");
  await expect(convertHeic(lib, other, "png", () => undefined)).rejects.toMatchObject({ problem: "unsupported" });
});

test("more than 100 megapixels are refused before they are decoded", async () => {
  const huge = heic("phone");
  const size = huge.indexOf("ispe");
  huge.writeUInt32BE(20_000, size + 8);
  huge.writeUInt32BE(20_000, size + 12);
  await expect(convertHeic(lib, huge, "png", () => undefined)).rejects.toMatchObject({ problem: "too-many-pixels" });
});

test("progress rises to the end", async () => {
  const told: number[] = [];
  await convertHeic(lib, heic("phone"), "png", (fraction) => told.push(fraction));
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
});

function rawSamples(png: Buffer) {
  return sharp(png).raw().toBuffer({ resolveWithObject: true });
}

function meanDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < wanted.length; at++) sum += Math.abs((found[at] as number) - (wanted[at] as number));
  return sum / wanted.length;
}
