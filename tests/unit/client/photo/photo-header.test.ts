import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { readPhotoHeader } from "#lib/client/photo/header/photo-header.ts";
import { readHeader } from "#lib/server/codec/inspect.ts";
import * as pictures from "#tests/fixtures/pictures.ts";
import { makeSamples8 } from "#tests/fixtures/samples.ts";

const withAlpha = () => pictures.openSamples(makeSamples8(96, 64, 4));

const FILES: readonly (readonly [name: string, make: () => Promise<Buffer>])[] = [
  ...Array.from({ length: 8 }, (_, at) => [`JPEG turned ${at + 1}`, () => pictures.orientedJpeg(at + 1)] as const),
  ["progressive JPEG", pictures.progressiveJpeg],
  ["grey JPEG", pictures.greyJpeg],
  ["CMYK JPEG with its profile", pictures.cmykJpeg],
  ["PNG with alpha", pictures.interlacedPng],
  [
    "PNG without alpha",
    () =>
      pictures
        .openSamples(makeSamples8(96, 64, 3))
        .png()
        .toBuffer(),
  ],
  ["PNG with a palette and alpha", () => withAlpha().png({ palette: true }).toBuffer()],
  [
    "turned PNG",
    () =>
      pictures
        .openSamples(makeSamples8(96, 64, 3))
        .withMetadata({ orientation: 6 })
        .png()
        .toBuffer(),
  ],
  ["lossy WebP", pictures.lossyWebp],
  ["lossy WebP with alpha", () => pictures.lossyWebp(96, 64, 4)],
  [
    "lossless WebP",
    () =>
      pictures
        .openSamples(makeSamples8(96, 64, 3))
        .webp({ lossless: true })
        .toBuffer(),
  ],
  ["lossless WebP with alpha", () => withAlpha().webp({ lossless: true }).toBuffer()],
  ["AVIF", pictures.avif],
  ["AVIF with alpha", () => withAlpha().avif({ effort: 0 }).toBuffer()],
  ["10-bit AVIF", () => pictures.avif(96, 64, 10)],
];

test.each(FILES)("a page knows of a %s what the server will know", async (_, make) => {
  const bytes = await make();
  const { format, width, height, hasAlpha } = await readHeader(bytes);
  expect(readPhotoHeader(bytes)).toEqual({ format, width, height, hasAlpha });
});

test.each([
  ["GIF", pictures.stillGif],
  ["TIFF", pictures.tiff16],
  ["WebP that browsers do not turn", () => withAlpha().withMetadata({ orientation: 6 }).webp().toBuffer()],
  ["text", () => Promise.resolve(Buffer.from("no picture, but long enough to be looked at for what it could be"))],
])("a %s is left to the server", async (_, make) => {
  expect(readPhotoHeader(await make())).toBeNull();
});

test("a file that is cut off or damaged anywhere is left to the server, or read without harm", async () => {
  const files = await Promise.all(
    [FILES[5], FILES[11], FILES[16], FILES[18]].map((file) => file?.[1]() as Promise<Buffer>),
  );
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.nat(2000), fc.nat(), fc.nat(255), (file, length, at, value) => {
      const damaged = new Uint8Array(file.subarray(0, length));
      if (damaged.length > 0) damaged[at % damaged.length] = value;
      const header = readPhotoHeader(damaged);
      expect(header === null || (header.width > 0 && header.height > 0)).toBe(true);
    }),
  );
});

test("a header behind a long colour profile is found", async () => {
  const jpeg = await pictures.orientedJpeg(8);
  const profile = Buffer.alloc(60_000);
  const long = Array.from({ length: 8 }).reduce<Buffer>((bytes) => pictures.withJpegProfile(bytes, profile), jpeg);
  expect(readPhotoHeader(long)).toMatchObject({ width: 64, height: 96 });
  expect((await sharp(jpeg).metadata()).orientation).toBe(8);
});
