import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atStrength } from "#lib/domain/colour-match.ts";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { eraseBack } from "#lib/domain/erase-back.ts";
import { cropMask, maskBounds } from "#lib/domain/mask.ts";
import { applyPatch, cutPatch } from "#lib/domain/patch.ts";
import type { Mask, Raster } from "#lib/domain/raster.ts";
import { withFeather } from "#lib/domain/spread.ts";
import { countChangedOutside } from "#lib/domain/verify.ts";
import { channelsAndDepth, maskOf, rasterOf, smallSize, spreadArbitrary } from "./arbitraries.ts";

/** A window that was painted, what was drawn in it, and how the result is to be shown and blended. */
const blended = fc.tuple(smallSize, channelsAndDepth, spreadArbitrary).chain(([size, { channels, depth }, planned]) =>
  fc.record({
    planned: fc.constant(planned),
    base: rasterOf(size, channels, depth),
    painted: rasterOf(size, 3, 8) as fc.Arbitrary<Raster<Uint8Array>>,
    drawn: maskOf(size).filter((mask) => maskBounds(mask) !== null),
    erased: maskOf(size),
    feather: fc.option(fc.integer({ min: 0, max: 9 })),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
    opacity: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

type Case = typeof blended extends fc.Arbitrary<infer One> ? One : never;

function show({ planned, base, painted, drawn, erased, feather, strength, opacity }: Case) {
  const spread = withFeather(planned, feather);
  const correction = atStrength(
    [0, 1, 2].map((at) => ({ gain: 0.9 + at / 10, offset: at - 1 })),
    strength,
  );
  const patch = cutPatch(base, painted, effectiveMask(drawn, spread), correction);
  const after = { ...base, data: base.data.slice() };
  applyPatch(after, eraseBack(patch.raster, cropMask(erased, patch.rect)), patch.rect, opacity);
  return { after, spread, patch };
}

const filled = ({ width, height }: Mask, value: number): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(value),
});

describe("a result that is blended with any edge, colour and opacity, and of which anything is erased,", () => {
  it("changes nothing farther from what was drawn than the spread that is declared with it", () => {
    fc.assert(
      fc.property(blended, (one) => {
        const { after, spread } = show(one);
        expect(countChangedOutside(one.base, after, one.drawn, spread.spreadPixels)).toBe(0);
      }),
    );
  });

  it("leaves exactly the original at opacity 0, and where all of it is erased", () => {
    fc.assert(
      fc.property(blended, (one) => {
        expect(show({ ...one, opacity: 0 }).after).toEqual(one.base);
        expect(show({ ...one, erased: filled(one.drawn, 255) }).after).toEqual(one.base);
      }),
    );
  });

  it("keeps every original sample where it is erased, and is as it was where nothing is", () => {
    fc.assert(
      fc.property(blended, (one) => {
        const { after, patch } = show(one);
        const { channels } = one.base;
        one.erased.data.forEach((value, pixel) => {
          if (value !== 255) return;
          const samples = (raster: Raster) => raster.data.slice(pixel * channels, (pixel + 1) * channels);
          expect(samples(after)).toEqual(samples(one.base));
        });
        expect(eraseBack(patch.raster, filled({ ...patch.rect, data: new Uint8Array() }, 0))).toEqual(patch.raster);
      }),
    );
  });

  it("is the patch itself at full opacity", () => {
    fc.assert(
      fc.property(blended, (one) => {
        const { patch, after } = show({ ...one, opacity: 1, erased: filled(one.drawn, 0) });
        const plain = { ...one.base, data: one.base.data.slice() };
        applyPatch(plain, patch.raster, patch.rect);
        expect(after).toEqual(plain);
      }),
    );
  });
});

describe("a colour correction", () => {
  it("is none at strength 0, itself at 1, and between them in between", () => {
    const correction = [{ gain: 1.2, offset: -8 }];
    expect(atStrength(correction, 0)).toBeNull();
    expect(atStrength(correction, 1)).toBe(correction);
    expect(atStrength(correction, 0.5)).toEqual([{ gain: 1.1, offset: -4 }]);
    expect(atStrength(null, 0.5)).toBeNull();
  });
});
