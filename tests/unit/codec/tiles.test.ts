import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { TILE_SIZE, tileLevels } from "#lib/domain/display-tiles.ts";
import { readFacts } from "#lib/server/codec/inspect.ts";
import { renderDisplay, type Tile, thumbnail } from "#lib/server/codec/tiles.ts";
import * as pictures from "#tests/fixtures/pictures.ts";
import { pngOfSamples, profileChunk } from "#tests/fixtures/png.ts";
import { makeSamples8, makeSamples16 } from "#tests/fixtures/samples.ts";
import { decodeWhole } from "./decode-whole.ts";

async function collect(bytes: Uint8Array): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for await (const tile of renderDisplay(bytes, await readFacts(bytes))) tiles.push(tile);
  return tiles;
}

describe("the display pyramid", () => {
  test("halves until one tile holds the picture, rounding up", () => {
    expect(tileLevels({ width: 1024, height: 16 })).toBe(1);
    expect(tileLevels({ width: 1025, height: 16 })).toBe(2);
    expect(tileLevels({ width: 4096, height: 4097 })).toBe(4);
    expect(tileLevels({ width: 12_240, height: 8_160 })).toBe(5);
  });

  test("covers every level of an odd-sized picture without gap or overlap", async () => {
    const tiles = await collect(await pictures.orientedJpeg(1, 2501, 1337));
    const sizes = new Map<string, [number, number]>();
    for (const { z, x, y, bytes } of tiles) {
      const { width, height } = await sharp(bytes).metadata();
      sizes.set(`${z}/${x}/${y}`, [width, height]);
    }
    let [width, height] = [2501, 1337];
    for (let z = 0; z < tileLevels({ width: 2501, height: 1337 }); z++) {
      for (let y = 0; y * TILE_SIZE < height; y++) {
        for (let x = 0; x * TILE_SIZE < width; x++) {
          const expected = [Math.min(TILE_SIZE, width - x * TILE_SIZE), Math.min(TILE_SIZE, height - y * TILE_SIZE)];
          expect(sizes.get(`${z}/${x}/${y}`)).toEqual(expected);
          sizes.delete(`${z}/${x}/${y}`);
        }
      }
      [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    }
    expect([...sizes.keys()]).toEqual([]);
  });

  test("shows each pixel where it is, upright", async () => {
    const bytes = await pictures.orientedJpeg(6, 1500, 1100);
    const facts = await readFacts(bytes);
    const whole = await decodeWhole(bytes);
    for (const tile of await collect(bytes)) {
      if (tile.z !== 0) continue;
      const { data, info } = await sharp(tile.bytes).raw().toBuffer({ resolveWithObject: true });
      let difference = 0;
      for (let row = 0; row < info.height; row++) {
        const from = ((tile.y * TILE_SIZE + row) * facts.width + tile.x * TILE_SIZE) * 3;
        for (let index = 0; index < info.width * 3; index++) {
          difference += Math.abs((data[row * info.width * 3 + index] as number) - (whole.data[from + index] as number));
        }
      }
      // One pixel off would be above 8 on this grain; the difference left is what JPEG costs.
      expect(difference / data.length).toBeLessThan(6);
    }
  });

  test.each([
    ["a colour photo as JPEG", () => pictures.progressiveJpeg(), "image/jpeg", "srgb"],
    ["a grey photo as grey JPEG", () => pictures.greyJpeg(), "image/jpeg", "b-w"],
    ["a CMYK photo as RGB", () => pictures.cmykJpeg(), "image/jpeg", "srgb"],
    ["a picture with alpha as WebP", () => pictures.lossyWebp(96, 64, 4), "image/webp", "srgb"],
    ["a grey picture with alpha as WebP", async () => pngOfSamples(makeSamples8(64, 64, 2)), "image/webp", "srgb"],
    ["a 16-bit picture with 8", async () => pngOfSamples(makeSamples16(64, 64, 3)), "image/jpeg", "srgb"],
  ] as const)("shows %s", async (_name, make, contentType, space) => {
    const [tile] = await collect(await make());
    expect(tile?.contentType).toBe(contentType);
    const metadata = await sharp(tile?.bytes).metadata();
    expect(metadata).toMatchObject({ space, format: contentType.slice(6), depth: "uchar", hasProfile: false });
    if (contentType === "image/jpeg" && space === "srgb") expect(metadata.chromaSubsampling).toBe("4:4:4");
  });

  test("carries the photo's own profile in every tile", async () => {
    const icc = await pictures.displayP3Profile();
    for (const tile of await collect(await pictures.displayP3Jpeg(1100, 800))) {
      const metadata = await sharp(tile.bytes).metadata();
      expect(metadata.icc && Buffer.from(metadata.icc)).toEqual(Buffer.from(icc));
    }
  });

  test("does not darken the rim of a transparent picture in smaller levels", async () => {
    const width = 2048;
    const samples = { width, height: 64, channels: 4 as const, data: new Uint8Array(width * 64 * 4) };
    for (let x = 0; x < width; x++)
      if (x % 2 === 0) for (let y = 0; y < 64; y++) samples.data.set([255, 255, 255, 255], (y * width + x) * 4);
    const small = (await collect(pngOfSamples(samples))).find(({ z }) => z === 1);
    const { data } = await sharp(small?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[100 * 4] as number).toBeGreaterThan(245);
  });

  test("ends with corrupt_image for a file that broke after it was accepted", async () => {
    const bytes = await pictures.orientedJpeg(1, 1500, 900);
    const facts = await readFacts(bytes);
    await expect(renderDisplay(bytes.subarray(0, 9_000), facts).next()).rejects.toMatchObject({
      code: "corrupt_image",
    });
  });
});

describe("a thumbnail", () => {
  test.each([1, 3, 6, 7])("of a photo with orientation %i is upright and fits 512 pixels", async (orientation) => {
    const bytes = await pictures.orientedJpeg(orientation, 1500, 1000);
    const facts = await readFacts(bytes);
    const small = await thumbnail(bytes, facts);
    const metadata = await sharp(small).metadata();
    expect([metadata.format, metadata.width, metadata.height]).toEqual(
      orientation < 5 ? ["webp", 512, 341] : ["webp", 341, 512],
    );
    const expected = await sharp(await sharp(bytes).autoOrient().toBuffer())
      .resize(metadata.width, metadata.height, { fit: "fill" })
      .raw()
      .toBuffer();
    const actual = await sharp(small).raw().toBuffer();
    const difference = expected.reduce((sum, value, index) => sum + Math.abs(value - (actual[index] as number)), 0);
    expect(difference / expected.length).toBeLessThan(4);
  });

  test("of a small picture is not enlarged", async () => {
    const bytes = await pictures.greyJpeg(60, 40);
    expect(await sharp(await thumbnail(bytes, await readFacts(bytes))).metadata()).toMatchObject({
      width: 60,
      height: 40,
    });
  });

  test("shows a wide-gamut photo in sRGB, converted by its profile", async () => {
    const red = makeSamples8(64, 64, 3);
    for (let index = 0; index < red.data.length; index += 3) red.data.set([200, 60, 60], index);
    const bytes = pngOfSamples(red, [profileChunk(await pictures.displayP3Profile())]);
    const { data } = await sharp(await thumbnail(bytes, await readFacts(bytes)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0] as number).toBeGreaterThan(208);
  });

  test("keeps transparency", async () => {
    const bytes = await pictures.lossyWebp(96, 64, 4);
    expect(await sharp(await thumbnail(bytes, await readFacts(bytes))).metadata()).toMatchObject({ hasAlpha: true });
  });
});
