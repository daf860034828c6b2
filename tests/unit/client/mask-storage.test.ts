import fc from "fast-check";
import { expect, test } from "vitest";
import { MaskDocument } from "#lib/client/mask/mask-document.ts";
import { MaskMips, mipLevels } from "#lib/client/mask/mips.ts";
import { packTile, unpackTile } from "#lib/client/mask/packed-tile.ts";
import { TILE, TILE_BYTES, tileKey } from "#lib/client/mask/tiles.ts";
import { UndoLog } from "#lib/client/mask/undo-log.ts";

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
      expect(unpackTile(packed)).toEqual(tile);
    }),
  );
});

test("the oldest steps are forgotten when the log outgrows its budget, the newest never", () => {
  const log = new UndoLog(1000);
  const noise = Uint8Array.from({ length: TILE_BYTES }, (_, index) => (index * 31) & 255);
  log.push(new Map([[1, noise]]));
  log.push(new Map([[2, noise]]));
  const restored: number[] = [];
  while (log.undo(new Map(), (key) => restored.push(key)));
  expect(restored).toEqual([2]);
});

test("a small copy of the mask is the mean of four pixels, and follows every change", () => {
  const image = { width: 1500, height: 900 };
  const mask = new MaskDocument(image);
  const mips = new MaskMips(image, (key) => mask.tile(key));
  expect(mipLevels(image)).toBe(4);
  const look = () => mips.tile(1, tileKey(0, 0))?.[10 * TILE + 10];
  const rectangle = (x: number, mode: "add" | "subtract") => {
    const points = [
      { x, y: 20 },
      { x: 400, y: 20 },
      { x: 400, y: 60 },
      { x, y: 60 },
    ];
    mask.apply({ kind: "polygon", mode, points });
    expect([...mips.invalidate(mask.takeDirty(), 1)]).toEqual([tileKey(0, 0)]);
  };
  rectangle(21, "add");
  expect(look()).toBe(128);
  rectangle(20, "add");
  expect(look()).toBe(255);
  rectangle(0, "subtract");
  expect(look()).toBeUndefined();
  expect(mips.tile(3, tileKey(0, 0))).toBeUndefined();
});
