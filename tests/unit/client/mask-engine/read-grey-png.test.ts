import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { encodeGreyPng } from "#lib/client/mask-engine/png/grey-png.ts";
import { readGreyPng } from "#lib/client/mask-engine/png/read-grey-png.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";

const IMAGE = { width: 301, height: 270 };
const NOISE = Buffer.from(Array.from({ length: IMAGE.width * IMAGE.height }, (_, at) => (at * at * 31 + at * 7) % 251));
const noise = () => sharp(NOISE, { raw: { ...IMAGE, channels: 1 } }).toColourspace("b-w");

test("the PNG of a mask reads back as exactly the engine's bytes", async () => {
  const document = new MaskDocument(IMAGE);
  document.beginStroke({ mode: "add", radius: 60, hardness: 0, opacity: 0.9 }, { x: 40, y: 30 });
  document.extendStroke([{ x: 280, y: 250 }]);
  document.commitStroke();
  const png = encodeGreyPng(IMAGE, document.snapshot());
  const expected = await sharp(Buffer.from(await png.arrayBuffer()))
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  expect((await read(png)).equals(expected)).toBe(true);
});

test.each<[string, () => Sharp]>([
  ["without filters", () => noise().png({ adaptiveFiltering: false })],
  ["with every row's best filter", () => noise().png({ adaptiveFiltering: true })],
])("8-bit grey written by another program %s is read byte by byte", async (_, write) => {
  expect((await read(await blobOf(write()))).equals(NOISE)).toBe(true);
});

test("colours count by how light they are, and transparent pixels do not count", async () => {
  const pixels = Buffer.from([255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 128, 255, 0, 0, 255]);
  const png = await blobOf(sharp(pixels, { raw: { width: 4, height: 1, channels: 4 } }).png());
  expect([...(await read(png))]).toEqual([255, 0, 128, 76]);
});

test.each([
  ["a palette of two", { palette: true, colours: 2 }],
  ["a palette of sixteen", { palette: true, colours: 16 }],
])("%s colours is read as what its colours are", async (_, options) => {
  const stripes = Buffer.from(Array.from({ length: 64 }, (_, at) => (at % 8 < 4 ? 255 : 0)));
  const rgb = sharp(stripes, { raw: { width: 8, height: 8, channels: 1 } }).toColourspace("srgb");
  expect((await read(await blobOf(rgb.png(options)))).equals(stripes)).toBe(true);
});

test("of 16 bits the upper half counts", async () => {
  const deep = noise().toColourspace("grey16").png();
  const read16 = await read(await blobOf(deep));
  expect(read16.equals(NOISE)).toBe(true);
});

test("files that are cut off, changed, interlaced or no PNG are refused", async () => {
  const png = Buffer.from(await (await blobOf(noise().png())).arrayBuffer());
  const changed = Buffer.from(png);
  changed[100] = (changed[100] as number) ^ 1;
  const interlaced = await noise().png({ progressive: true }).toBuffer();
  for (const bytes of [
    png.subarray(0, 200),
    png.subarray(0, 20),
    changed,
    interlaced,
    Buffer.from("GIF89a"),
    Buffer.alloc(0),
  ]) {
    await expect(read(new Blob([new Uint8Array(bytes)]))).rejects.toThrow();
  }
});

async function read(png: Blob): Promise<Buffer> {
  let pixels = Buffer.alloc(0);
  await readGreyPng(png, ({ width, height }) => {
    pixels = Buffer.alloc(width * height);
    return (y, values) => pixels.set(values, y * width);
  });
  return pixels;
}

async function blobOf(image: Sharp): Promise<Blob> {
  return new Blob([new Uint8Array(await image.toBuffer())]);
}
