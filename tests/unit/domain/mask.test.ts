import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropMask, maskBounds } from "#lib/domain/mask.ts";
import { rectIn, smallMask } from "./arbitraries.ts";

describe("mask bounds", () => {
  it("are the smallest rectangle that holds every marked pixel, however faint", () => {
    fc.assert(
      fc.property(smallMask, (mask) => {
        const marked = [...mask.data].flatMap((value, at) => (value > 0 ? [at] : []));
        const columns = marked.map((at) => at % mask.width);
        const rows = marked.map((at) => Math.floor(at / mask.width));
        const [left, top] = [Math.min(...columns), Math.min(...rows)];
        const expected = {
          x: left,
          y: top,
          width: Math.max(...columns) - left + 1,
          height: Math.max(...rows) - top + 1,
        };
        expect(maskBounds(mask)).toEqual(marked.length === 0 ? null : expected);
      }),
    );
  });
});

describe("a cropped mask", () => {
  it("holds exactly the values under the rectangle", () => {
    const maskAndRect = smallMask.chain((mask) => fc.tuple(fc.constant(mask), rectIn(mask)));
    fc.assert(
      fc.property(maskAndRect, ([mask, rect]) => {
        const cropped = cropMask(mask, rect);
        expect(cropped.data.length).toBe(rect.width * rect.height);
        for (let y = 0; y < rect.height; y++) {
          for (let x = 0; x < rect.width; x++) {
            expect(cropped.data[y * rect.width + x]).toBe(mask.data[(rect.y + y) * mask.width + rect.x + x]);
          }
        }
      }),
    );
  });
});
