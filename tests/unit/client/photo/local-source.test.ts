import fc from "fast-check";
import { expect, test } from "vitest";
import { reducedLevel } from "#lib/client/photo/local/decode-reduced.ts";
import { localSource } from "#lib/client/photo/local/local-source.ts";
import { baseSource } from "#lib/client/photo/picture-source.ts";
import { TILE_SIZE, tileLevels } from "#lib/domain/display-tiles.ts";

function opened(width: number, height: number) {
  const upload = { isSaved: false };
  const tiles = baseSource({
    ...{ imageId: "image", editId: null, width, height, hasAlpha: false },
    tiles: { size: TILE_SIZE, levels: tileLevels({ width, height }) },
    placement: { x: 0, y: 0, scale: 1 },
  });
  const photo = { id: "photo", width, height, isSaved: () => upload.isSaved, takePicture: () => Promise.reject() };
  const source = localSource(photo, tiles);
  const keys = (level: number) => source.pieces(level, { x: 0, y: 0, width, height }).map(({ key }) => key);
  return { upload, source, keys };
}

const SIDE = fc.integer({ min: 16, max: 100_000 });

test("the picture made on this device is never larger than 2048 pixels a side, and never needlessly small", () => {
  fc.assert(
    fc.property(SIDE, SIDE, (width, height) => {
      const longest = Math.max(width, height) / 2 ** reducedLevel({ width, height });
      expect(longest).toBeLessThanOrEqual(2048);
      expect(longest).toBeGreaterThan(Math.min(1024, Math.max(width, height) - 1));
    }),
  );
});

test("until the server has the photo, the one on this device is all there is, at every zoom", () => {
  const { source, keys } = opened(12_240, 8_160);
  for (let level = 0; level < source.levels; level++) expect(keys(level)).toEqual(["local/photo"]);
});

test("once the server has it, what is finer comes from there, over the one on this device", () => {
  const { source, upload, keys } = opened(12_240, 8_160);
  upload.isSaved = true;
  expect(source.levels).toBe(5);
  expect(keys(0)).toHaveLength(12 * 8);
  expect(keys(2)[0]).toMatch(/^tile\/original\/2\//);
  expect(keys(3)).toEqual(["local/photo"]);
  expect(keys(4)).toEqual(["local/photo"]);
});

test("a photo that is whole on this device needs no tiles", () => {
  const { upload, keys } = opened(1600, 1067);
  upload.isSaved = true;
  expect(keys(0)).toEqual(["local/photo"]);
});
