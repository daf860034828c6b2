import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import { applyPatch, cutPatch } from "#lib/domain/patch.ts";
import { colourChannels, hasAlpha, maxSample, type Raster, toModelPixels } from "#lib/domain/raster.ts";
import { alphaOf, paintOver, repaintedPicture, withOpacity } from "#lib/domain/repaint.ts";
import { countChangedColours, countChangedOriginal } from "#lib/domain/verify.ts";
import { channelsAndDepth, maskOf, rasterOf, smallSize, spreadArbitrary } from "./arbitraries.ts";

const anyPicture = fc.tuple(smallSize, channelsAndDepth).chain(([size, { channels, depth }]) =>
  fc.record({
    picture: rasterOf(size, channels, depth),
    painted: rasterOf(size, 3, 8) as fc.Arbitrary<Raster<Uint8Array>>,
  }),
);

const repainted = (painted: Raster<Uint8Array>, picture: Raster) =>
  repaintedPicture(painted, picture, alphaOf(picture)?.data ?? null, picture);

describe("a picture that is repainted as a whole", () => {
  it("keeps its alpha sample for sample, its colour model and its depth", () => {
    fc.assert(
      fc.property(anyPicture, ({ picture, painted }) => {
        const after = repainted(painted, picture);
        expect(after.channels).toBe(picture.channels);
        expect(after.data.BYTES_PER_ELEMENT).toBe(picture.data.BYTES_PER_ELEMENT);
        expect(alphaOf(after)).toEqual(alphaOf(picture));
      }),
    );
  });

  it("is unchanged, to the last bit, when the model returns what it was shown and nothing is half transparent", () => {
    fc.assert(
      fc.property(anyPicture, ({ picture }) => {
        const max = maxSample(picture);
        if (hasAlpha(picture)) {
          const colours = colourChannels(picture);
          for (let at = colours; at < picture.data.length; at += picture.channels) {
            picture.data[at] = (picture.data[at] as number) > max / 2 ? max : 0;
          }
        }
        expect(repainted(toModelPixels(picture), picture)).toEqual(picture);
      }),
    );
  });

  it("has lost the white it was shown on: half transparent pixels come back within the rounding they went through", () => {
    fc.assert(
      fc.property(fc.nat(255), fc.integer({ min: 64, max: 255 }), (level, alpha) => {
        const picture: Raster = { width: 1, height: 1, channels: 2, data: Uint8Array.of(level, alpha) };
        const after = repainted(toModelPixels(picture), picture);
        expect(Math.abs((after.data[0] as number) - level)).toBeLessThanOrEqual(Math.ceil(255 / alpha / 2) + 1);
      }),
    );
  });
});

describe("a picture that is cut out", () => {
  it("keeps every colour exactly; its alpha is the product of its own and the model's", () => {
    fc.assert(
      fc.property(
        anyPicture.chain(({ picture }) => fc.record({ picture: fc.constant(picture), opacity: maskOf(picture) })),
        ({ picture, opacity }) => {
          const after = withOpacity(picture, opacity);
          expect(countChangedColours(picture, after)).toBe(0);
          const max = maxSample(picture);
          const own = alphaOf(picture)?.data;
          alphaOf(after)?.data.forEach((alpha, at) => {
            expect(alpha).toBe(Math.round((((own?.[at] as number) ?? max) * (opacity.data[at] as number)) / 255));
          });
        },
      ),
    );
  });

  it("is found out when a colour changes, even of a transparent pixel", () => {
    const before: Raster = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const after: Raster = { width: 2, height: 1, channels: 4, data: Uint8Array.of(1, 2, 3, 255, 4, 9, 6, 0) };
    expect(countChangedColours(before, after)).toBe(1);
  });
});

describe("painting over a picture in strips", () => {
  it("is the same as cutting a patch and laying it over", () => {
    const anyEdit = fc
      .tuple(
        fc.record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 150 }) }),
        channelsAndDepth,
      )
      .chain(([size, { channels, depth }]) =>
        fc.record({
          base: rasterOf(size, channels, depth),
          painted: rasterOf(size, 3, 8) as fc.Arbitrary<Raster<Uint8Array>>,
          drawn: maskOf(size).filter((mask) => maskBounds(mask) !== null),
          spread: spreadArbitrary,
        }),
      );
    fc.assert(
      fc.property(anyEdit, ({ base, painted, drawn, spread }) => {
        const effective = effectiveMask(drawn, spread);
        const patch = cutPatch(base, painted, effective, null);
        const expected = { ...base, data: base.data.slice() };
        applyPatch(expected, patch.raster, patch.rect);
        const inPlace = { ...base, data: base.data.slice() };
        paintOver(inPlace, { x: 0, y: 0 }, { base: inPlace, painted, effective, correction: null });
        expect(inPlace).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the count of an extended picture's own pixels that changed", () => {
  const edges = fc.record({ left: fc.nat(3), top: fc.nat(3), right: fc.nat(3), bottom: fc.nat(3) });

  it("is what a search for the nearest new pixel finds", () => {
    const anyChange = smallSize.chain((size) =>
      edges.chain((grown) => {
        const canvas = {
          width: size.width + grown.left + grown.right,
          height: size.height + grown.top + grown.bottom,
        };
        return fc.record({
          grown: fc.constant(grown),
          before: rasterOf(size, 1, 8),
          after: rasterOf(canvas, 1, 8),
          spreadPixels: fc.nat(6),
        });
      }),
    );
    fc.assert(
      fc.property(anyChange, ({ grown, before, after, spreadPixels }) => {
        let expected = 0;
        for (let y = 0; y < before.height; y++) {
          for (let x = 0; x < before.width; x++) {
            const own = before.data[y * before.width + x];
            if (own === after.data[(y + grown.top) * after.width + x + grown.left]) continue;
            let nearest = Number.POSITIVE_INFINITY;
            for (let row = -grown.top; row < before.height + grown.bottom; row++) {
              for (let column = -grown.left; column < before.width + grown.right; column++) {
                const isOld = row >= 0 && column >= 0 && row < before.height && column < before.width;
                if (!isOld) nearest = Math.min(nearest, Math.hypot(row - y, column - x));
              }
            }
            if (nearest > spreadPixels) expected++;
          }
        }
        expect(countChangedOriginal(before, after, grown, spreadPixels)).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
