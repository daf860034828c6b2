import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, expandWithin, growWithin, intersect, wholeOf } from "#lib/domain/geometry.ts";
import { rectIn, smallSize } from "./arbitraries.ts";

const sizeAndRects = smallSize.chain((size) => fc.tuple(fc.constant(size), rectIn(size), rectIn(size)));

describe("rectangles", () => {
  it("share exactly the pixels that lie in both", () => {
    fc.assert(
      fc.property(sizeAndRects, ([size, a, b]) => {
        const common = intersect(a, b);
        for (let y = 0; y < size.height; y++) {
          for (let x = 0; x < size.width; x++) {
            const pixel = { x, y, width: 1, height: 1 };
            expect(common !== null && contains(common, pixel)).toBe(contains(a, pixel) && contains(b, pixel));
          }
        }
      }),
    );
  });

  it("grow by a margin and stop at the picture's edge", () => {
    fc.assert(
      fc.property(sizeAndRects, fc.nat(40), ([size, rect], margin) => {
        const grown = expandWithin(rect, margin, size);
        const unbounded = {
          x: rect.x - margin,
          y: rect.y - margin,
          width: rect.width + 2 * margin,
          height: rect.height + 2 * margin,
        };
        expect(grown).toEqual(intersect(unbounded, wholeOf(size)));
      }),
    );
  });

  it("grow to a size around what they hold and stay inside the picture", () => {
    const ask = sizeAndRects.chain(([size, rect]) =>
      fc.tuple(
        fc.constant(size),
        fc.constant(rect),
        fc.record({
          width: fc.integer({ min: rect.width, max: size.width }),
          height: fc.integer({ min: rect.height, max: size.height }),
        }),
      ),
    );
    fc.assert(
      fc.property(ask, ([size, rect, wanted]) => {
        const grown = growWithin(rect, wanted, size);
        expect(grown).toMatchObject(wanted);
        expect(contains(grown, rect)).toBe(true);
        expect(contains(wholeOf(size), grown)).toBe(true);
      }),
    );
  });
});
