import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveMask, hardMask } from "#lib/domain/effective-mask.ts";
import type { Mask } from "#lib/domain/raster.ts";
import { cutBy } from "#lib/domain/spread.ts";
import { maskOf, smallMask, smallSize, spreadArbitrary } from "./arbitraries.ts";

describe("the effective mask", () => {
  it("is exactly 0 farther than the declared spread from anything drawn", () => {
    fc.assert(
      fc.property(smallMask, spreadArbitrary, (drawn, spread) => {
        const effective = effectiveMask(drawn, spread);
        const distance = bruteForceSquaredDistance(drawn, 1);
        for (let at = 0; at < effective.data.length; at++) {
          if ((distance[at] as number) > spread.spreadPixels ** 2) expect(effective.data[at]).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("takes everything within `grow` of the object fully, so that no rim of it stays", () => {
    fc.assert(
      fc.property(smallMask, spreadArbitrary, (drawn, spread) => {
        if (spread.spreadPixels === 0) return;
        const effective = effectiveMask(drawn, spread);
        const distance = bruteForceSquaredDistance(drawn, 128);
        for (let at = 0; at < effective.data.length; at++) {
          if ((distance[at] as number) <= spread.grow ** 2) expect(effective.data[at]).toBe(255);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("follows the smooth edge of the exact distance at every pixel", () => {
    fc.assert(
      fc.property(smallMask, spreadArbitrary, (drawn, spread) => {
        if (spread.spreadPixels === 0) return;
        const effective = effectiveMask(drawn, spread);
        const distance = bruteForceSquaredDistance(drawn, 128);
        for (let at = 0; at < effective.data.length; at++) {
          const fall = (Math.sqrt(distance[at] as number) - spread.grow) / spread.feather;
          const t = fall <= 0 || Number.isNaN(fall) ? 0 : Math.min(1, fall);
          const edge = Math.round(255 * (1 - t * t * (3 - 2 * t)));
          expect(effective.data[at]).toBe(Math.max(drawn.data[at] as number, edge));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never falls below what was drawn, and leaves it as it is with a spread of 0", () => {
    fc.assert(
      fc.property(smallMask, spreadArbitrary, (drawn, spread) => {
        const effective = effectiveMask(drawn, spread);
        expect(effective.data.every((value, at) => value >= (drawn.data[at] as number))).toBe(true);
        expect(effectiveMask(drawn, { grow: 0, feather: 0, spreadPixels: 0 }).data).toEqual(drawn.data);
      }),
    );
  });

  it("only grows when more is drawn", () => {
    const twoMasks = smallSize.chain((size) => fc.tuple(maskOf(size), maskOf(size)));
    fc.assert(
      fc.property(twoMasks, spreadArbitrary, ([one, other], spread) => {
        const both = { ...one, data: one.data.map((value, at) => Math.max(value, other.data[at] as number)) };
        const less = effectiveMask(one, spread);
        const more = effectiveMask(both, spread);
        expect(more.data.every((value, at) => value >= (less.data[at] as number))).toBe(true);
      }),
    );
  });

  it("keeps a soft drawn edge that reaches farther than its own", () => {
    const drawn = { width: 40, height: 1, data: Uint8Array.from({ length: 40 }, (_, x) => Math.max(0, 255 - x * 7)) };
    const effective = effectiveMask(drawn, { grow: 2, feather: 2, spreadPixels: 4 });
    expect([...effective.data.slice(24)]).toEqual([...drawn.data.slice(24)]);
  });
});

describe("where the model softens the edge itself", () => {
  const atLeastOnePixel = spreadArbitrary.filter(({ spreadPixels }) => spreadPixels > 0);

  it("is told a hard mask that is grown and not softened, and that holds all that is drawn", () => {
    fc.assert(
      fc.property(smallMask, atLeastOnePixel, (drawn, { grow }) => {
        const told = hardMask(drawn, grow);
        const distance = bruteForceSquaredDistance(drawn, 128);
        for (let at = 0; at < told.data.length; at++) {
          const isMarked = (drawn.data[at] as number) > 0 || (distance[at] as number) <= grow ** 2;
          expect(told.data[at]).toBe(isMarked ? 255 : 0);
        }
      }),
    );
  });

  it("is cut at the same reach without a second soft edge: all of its own within, and exactly nothing beyond", () => {
    fc.assert(
      fc.property(smallMask, atLeastOnePixel, (drawn, spread) => {
        const cut = effectiveMask(drawn, cutBy(spread, "provider"));
        const ours = effectiveMask(drawn, spread);
        const distance = bruteForceSquaredDistance(drawn, 128);
        for (let at = 0; at < cut.data.length; at++) {
          if ((distance[at] as number) <= (spread.spreadPixels - 1) ** 2) expect(cut.data[at]).toBe(255);
          if (ours.data[at] === 0) expect(cut.data[at]).toBeLessThan(255);
          if ((distance[at] as number) > spread.spreadPixels ** 2) expect(cut.data[at]).toBe(drawn.data[at]);
        }
      }),
    );
  });

  it("does so for no spread at all, too", () => {
    const none = { grow: 0, feather: 0, spreadPixels: 0 };
    expect(cutBy(none, "provider")).toEqual(none);
    expect(cutBy({ grow: 3, feather: 2, spreadPixels: 5 }, "ours")).toEqual({ grow: 3, feather: 2, spreadPixels: 5 });
  });
});

/** Squared distance to the nearest pixel with a value of at least `threshold`; Infinity where there is none. */
function bruteForceSquaredDistance(mask: Mask, threshold: number): Float64Array {
  const { width, height, data } = mask;
  const distance = new Float64Array(width * height).fill(Number.POSITIVE_INFINITY);
  for (let site = 0; site < data.length; site++) {
    if ((data[site] as number) < threshold) continue;
    for (let at = 0; at < data.length; at++) {
      const dx = (at % width) - (site % width);
      const dy = Math.floor(at / width) - Math.floor(site / width);
      distance[at] = Math.min(distance[at] as number, dx * dx + dy * dy);
    }
  }
  return distance;
}
