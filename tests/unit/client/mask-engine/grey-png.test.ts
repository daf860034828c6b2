import sharp from "sharp";
import { expect, test } from "vitest";
import { encodeGreyPng } from "#lib/client/mask-engine/png/grey-png.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { TILE, tileKey, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";

test.each([
  { width: 1, height: 1 },
  { width: 256, height: 256 },
  { width: 257, height: 511 },
  { width: 1000, height: 773 },
])("the PNG of a $width × $height mask decodes to exactly the mask", async (image) => {
  const mask = new MaskDocument(image);
  mask.beginStroke({ mode: "add", radius: 31.7 }, { x: image.width * 0.2, y: image.height * 0.3 });
  mask.extendStroke([
    { x: image.width * 0.9, y: image.height * 0.95 },
    { x: image.width, y: 0 },
  ]);
  mask.commitStroke();
  const { info, data } = await decode(encodeGreyPng(image, mask.snapshot()));
  expect(info).toMatchObject({ ...image, channels: 1 });
  const expected = Buffer.alloc(image.width * image.height);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const tile = mask.layers.activeMask.tile(tileKey(Math.floor(x / TILE), Math.floor(y / TILE)));
      expected[y * image.width + x] = tile?.[(y % TILE) * TILE + (x % TILE)] ?? 0;
    }
  }
  expect(expected.some((value) => value > 0)).toBe(true);
  expect(data.equals(expected)).toBe(true);
});

test.each([
  ["soft", (x: number, y: number) => Math.min(255, Math.hypot(x - 300, y - 200) >> 1)],
  ["speckled", (x: number, y: number) => ((x * 7919 + y * 104_729) % 97 < 48 ? 255 : 0)],
  ["a photo of noise", (x: number, y: number) => (x * x * 31 + y * y * 17 + x * y * 7) & 255],
  ["one value that is not full", () => 9],
])("a mask that is %s everywhere comes through byte by byte", async (_, value) => {
  const image = { width: 700, height: 530 };
  const expected = Buffer.alloc(image.width * image.height);
  for (let at = 0; at < expected.length; at++) expected[at] = value(at % image.width, Math.floor(at / image.width));
  const mask = new MaskDocument(image);
  mask.apply({ kind: "alpha", mode: "add", parts: [{ x: 0, y: 0, ...image, data: expected }] });
  const png = encodeGreyPng(image, mask.snapshot());
  expect((await decode(png)).data.equals(expected)).toBe(true);
  // What cannot be packed costs next to nothing more than it is.
  expect(png.size).toBeLessThan(expected.length * 1.01);
});

test("an empty mask is a black picture of the full size", async () => {
  const { info, data } = await decode(encodeGreyPng({ width: 640, height: 300 }, new Map()));
  expect(info).toMatchObject({ width: 640, height: 300 });
  expect(data.every((value) => value === 0)).toBe(true);
});

test("the file is an 8-bit grey PNG", async () => {
  const bytes = Buffer.from(await encodeGreyPng({ width: 30, height: 20 }, new Map()).arrayBuffer());
  const metadata = await sharp(bytes).metadata();
  expect(metadata).toMatchObject({ format: "png", depth: "uchar", channels: 1, hasAlpha: false, isPalette: false });
});

test("a mask of 100 megapixels with one marked corner is encoded whole", async () => {
  const image = { width: 12_000, height: 8_334 };
  const mask = new MaskDocument(image);
  mask.beginStroke({ mode: "add", radius: 40 }, { x: 11_990, y: 8_330 });
  mask.commitStroke();
  const keys = [...mask.snapshot().keys()];
  expect(keys.map((key) => [tileX(key), tileY(key)])).toEqual([[46, 32]]);
  const png = encodeGreyPng(image, mask.snapshot());
  const corner = await sharp(Buffer.from(await png.arrayBuffer()), { limitInputPixels: false })
    .extract({ left: 11_900, top: 8_234, width: 100, height: 100 })
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(corner.data[96 * 100 + 90]).toBe(255);
  expect(corner.data[0]).toBe(0);
  // Not a millionth of the pixels is marked: it is sent in no time.
  expect(png.size).toBeLessThan(120_000);
});

async function decode(png: Blob) {
  return await sharp(Buffer.from(await png.arrayBuffer()))
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
}
