import fc from "fast-check";
import { expect, test } from "vitest";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { MaskMips } from "#lib/domain/mask-engine/mips.ts";
import { isPackedTile, packTile, unpackTile } from "#lib/domain/mask-engine/packed-tile.ts";
import { mipLevels, TILE, TILE_BYTES, tileKey } from "#lib/domain/mask-engine/tiles.ts";

test("a packed tile unpacks to the same bytes, and never grows", () => {
  const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 70_000 })), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(runs, fc.boolean(), (lengths, noisy) => {
      const tile = new Uint8Array(TILE_BYTES);
      let at = 0;
      for (const [value, length] of lengths) {
        tile.fill(value, at, at + length);
        at += length;
      }
      if (noisy) tile.set(tile.map((_, index) => (index * 7919) & 255));
      const packed = packTile(tile);
      expect(packed.length).toBeLessThanOrEqual(TILE_BYTES);
      expect(isPackedTile(packed)).toBe(true);
      expect(isPackedTile(packed.subarray(1))).toBe(false);
      expect(unpackTile(packed)).toEqual(tile);
    }),
  );
});

test("a small copy of the mask is the mean of four pixels, and follows every change", () => {
  const image = { width: 1500, height: 900 };
  const document = new MaskDocument(image);
  const mask = document.layers.activeMask;
  const mips = new MaskMips(image, (key) => mask.tile(key));
  expect(mipLevels(image)).toBe(4);
  const look = () => mips.tile(1, tileKey(0, 0))?.[10 * TILE + 10];
  const rectangle = (x: number, mode: "add" | "subtract") => {
    document.apply({ kind: "rectangle", mode, rect: { x, y: 20, width: 400 - x, height: 40 } });
    expect([...mips.invalidate(mask.takeChanged(), 1)]).toEqual([tileKey(0, 0)]);
  };
  rectangle(21, "add");
  expect(look()).toBe(128);
  rectangle(20, "add");
  expect(look()).toBe(255);
  rectangle(0, "subtract");
  expect(look()).toBeUndefined();
  expect(mips.tile(3, tileKey(0, 0))).toBeUndefined();
});

test("each pixel of a small copy is the mean of its four, rounded, whatever they are", () => {
  const image = { width: 512, height: 512 };
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % 3 === 0 ? 255 : seed % 5 === 0 ? 0 : seed & 255;
  };
  const tile = Uint8Array.from({ length: TILE_BYTES }, random);
  const mips = new MaskMips(image, (key) => (key === tileKey(1, 0) ? tile : undefined));
  mips.invalidate([tileKey(1, 0)], 1);
  const small = mips.tile(1, tileKey(0, 0));
  const at = (x: number, y: number) => tile[y * TILE + x] as number;
  for (let y = 0; y < TILE / 2; y++) {
    for (let x = 0; x < TILE / 2; x++) {
      const mean = (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4;
      expect(small?.[y * TILE + TILE / 2 + x]).toBe(Math.floor(mean + 0.5));
    }
  }
});
