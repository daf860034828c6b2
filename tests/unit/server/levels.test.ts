import fc from "fast-check";
import { expect, test } from "vitest";
import { tileLevels } from "#lib/domain/display-tiles.ts";
import { contains } from "#lib/domain/geometry.ts";
import { finestLevel, levelRect, levelSize } from "#lib/server/select-object/levels.ts";

const side = fc.integer({ min: 16, max: 20_000 });
const size = fc.record({ width: side, height: side });

test("a level is halved and rounded up, again and again, until one tile holds it", () => {
  fc.assert(
    fc.property(size, (picture) => {
      let [width, height] = [picture.width, picture.height];
      for (let z = 0; z < tileLevels(picture); z++) {
        expect(levelSize(picture, z)).toEqual({ width, height });
        [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
      }
    }),
  );
});

test("the part of a level for a rectangle lies in the level, and covers all of the rectangle", () => {
  const part = fc.double({ min: 0, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(size, part, part, fc.nat(5), (picture, across, down, z) => {
      const rect = {
        x: across * picture.width,
        y: down * picture.height,
        width: (1 - across) * picture.width,
        height: (1 - down) * picture.height,
      };
      const found = levelRect(rect, picture, z);
      expect(contains({ x: 0, y: 0, ...levelSize(picture, z) }, found)).toBe(true);
      expect(found.x * 2 ** z).toBeLessThanOrEqual(rect.x);
      expect((found.x + found.width) * 2 ** z).toBeGreaterThanOrEqual(Math.floor(rect.x + rect.width));
      expect((found.y + found.height) * 2 ** z).toBeGreaterThanOrEqual(Math.floor(rect.y + rect.height));
    }),
  );
});

test("a small object is refined at full size, one that fills a large picture on a coarser level", () => {
  const at = { x: 0, y: 0 };
  expect(finestLevel({ ...at, width: 800, height: 900 }, 2_500_000, 4)).toBe(0);
  expect(finestLevel({ ...at, width: 6000, height: 4000 }, 2_500_000, 4)).toBe(2);
  expect(finestLevel({ ...at, width: 20_000, height: 20_000 }, 2_500_000, 2)).toBe(1);
});
