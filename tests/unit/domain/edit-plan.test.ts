import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planEdit, planRefusal } from "#lib/domain/edit-plan.ts";
import { area, contains, expandWithin, wholeOf } from "#lib/domain/geometry.ts";
import { borderBounds, canvasOf } from "#lib/domain/outpaint.ts";
import { MAX_PICTURE_PIXELS } from "#lib/domain/picture-limits.ts";
import { priceInTokens } from "#lib/domain/pricing.ts";
import { spreadFor } from "#lib/domain/spread.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import { imageRules, imageSize, rectIn } from "./arbitraries.ts";

describe("the price", () => {
  it("is a base and a price per started megapixel, for every variant", () => {
    const price = { baseTokens: 2, tokensPerMegapixel: 3 };
    expect(priceInTokens(price, { width: 512, height: 512 }, 1)).toBe(5);
    expect(priceInTokens(price, { width: 1024, height: 1024 }, 1)).toBe(5);
    expect(priceInTokens(price, { width: 1024, height: 1025 }, 1)).toBe(8);
    expect(priceInTokens(price, { width: 1024, height: 1025 }, 4)).toBe(32);
  });

  it("has the operator's margin on top, rounded up once for each variant", () => {
    const price = { baseTokens: 2, tokensPerMegapixel: 3, multiplier: { option: "quality", factors: { high: 2 } } };
    const size = { width: 1024, height: 1025 };
    expect(priceInTokens({ ...price, marginPercent: 25 }, size, 1)).toBe(10);
    expect(priceInTokens({ ...price, marginPercent: 26 }, size, 1)).toBe(11);
    expect(priceInTokens({ ...price, marginPercent: 26 }, size, 3)).toBe(33);
    expect(priceInTokens({ ...price, marginPercent: 10 }, size, 1, { quality: "high" })).toBe(18);
    expect(priceInTokens({ baseTokens: 10, tokensPerMegapixel: 0, marginPercent: 10 }, size, 1)).toBe(11);
    expect(priceInTokens({ ...price, marginPercent: 0 }, size, 1)).toBe(priceInTokens(price, size, 1));
  });

  it("is always a whole number", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 9, noNaN: true }),
        imageSize,
        fc.integer({ min: 1, max: 8 }),
        (rate, sent, variants) => {
          expect(Number.isSafeInteger(priceInTokens({ baseTokens: 1, tokensPerMegapixel: rate }, sent, variants))).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe("the plan of an edit", () => {
  const ask = imageSize.chain((image) =>
    fc.record({
      image: fc.constant(image),
      operation: fc.constant("erase" as const),
      maskBounds: rectIn(image),
      model: fc.record({
        image: imageRules,
        price: fc.record({ baseTokens: fc.nat(20), tokensPerMegapixel: fc.nat(20) }),
      }),
      variants: fc.integer({ min: 1, max: 4 }),
    }),
  );

  it("is the same whenever it is asked for, so quote, hold and run agree", () => {
    fc.assert(
      fc.property(ask, (edit) => {
        expect(planEdit(edit)).toEqual(planEdit(structuredClone(edit)));
      }),
    );
  });

  it("declares a whole, bounded spread that suits its window", () => {
    fc.assert(
      fc.property(ask, (edit) => {
        const { spread, window } = planEdit(edit);
        expect(spread).toEqual(spreadFor(window, edit.maskBounds));
        expect(Number.isInteger(spread.spreadPixels)).toBe(true);
        expect(spread.grow).toBeGreaterThanOrEqual(2);
        expect(spread.feather).toBeGreaterThanOrEqual(2);
        expect(spread.spreadPixels).toBe(spread.grow + spread.feather);
      }),
    );
  });

  it("reaches 10 px past an object in a 1024 px window and less past a speck", () => {
    const window = { width: 1024, height: 1024 };
    expect(spreadFor(window, { x: 0, y: 0, width: 400, height: 300 })).toEqual({
      grow: 10,
      feather: 3,
      spreadPixels: 13,
    });
    expect(spreadFor(window, { x: 0, y: 0, width: 12, height: 12 })).toEqual({ grow: 4, feather: 2, spreadPixels: 6 });
  });
});

describe("the plan of an operation on the whole picture", () => {
  const edges = fc
    .record({ left: fc.nat(900), top: fc.nat(900), right: fc.nat(900), bottom: fc.nat(900) })
    .filter((expand) => Object.values(expand).some((pixels) => pixels > 0));
  const free = { baseTokens: 1, tokensPerMegapixel: 0 };

  it("shows the model all of it and may change all of it, when nothing is marked", () => {
    fc.assert(
      fc.property(imageSize, imageRules, (image, rules) => {
        const ask = { image, operation: "restyle", maskBounds: null, variants: 1 } as const;
        const plan = planEdit({ ...ask, model: { image: rules, price: free } });
        expect(plan).toMatchObject({ kind: "whole", window: wholeOf(image), result: image });
        expect(plan.spread.spreadPixels).toBe(0);
      }),
    );
  });

  it("that extends it by a mask shows what is new and enough of the old to hold the seam, wherever it is extended", () => {
    fc.assert(
      fc.property(imageSize, imageRules, edges, (image, rules, expand) => {
        const model = { image: rules, price: free, outpaint: { by: "padding" as const } };
        const ask = { image, operation: "outpaint" as const, maskBounds: null, expand, variants: 1, model };
        const refusal = planRefusal(ask);
        const canvas = canvasOf(image, expand);
        expect(refusal?.code).toBe(area(canvas) > MAX_PICTURE_PIXELS ? "result_too_large" : undefined);
        if (refusal) return;
        const { window, spread, result } = planEdit(ask);
        expect(result).toEqual(canvas);
        expect(contains(wholeOf(canvas), window)).toBe(true);
        expect(contains(window, expandWithin(borderBounds(image, expand), spread.spreadPixels, canvas))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("that enlarges it sends it unscaled or not at all", () => {
    fc.assert(
      fc.property(imageSize, imageRules, fc.constantFrom(2, 3, 4), (image, rules, scale) => {
        const model = { image: rules, price: free, upscale: { maxFactor: 3, maxResultPixels: 20_000_000 } };
        const ask = { image, operation: "upscale" as const, maskBounds: null, scale, variants: 1, model };
        const refusal = planRefusal(ask);
        if (refusal) {
          expect(refusal.code).toMatch(/^(result_too_large|operation_not_supported|image_too_large_for_model)$/);
          return;
        }
        const plan = planEdit(ask);
        expect(plan.scale).toBe(1);
        expect(plan.placed).toMatchObject(image);
        expect(contains(wholeOf(plan.sent), plan.placed)).toBe(true);
        expect(plan.sent.width).toBeLessThanOrEqual(rules.maxSide);
        expect(area(plan.sent)).toBeLessThanOrEqual(rules.maxPixels);
        expect(scale).toBeLessThanOrEqual(3);
        expect(area(plan.result)).toBeLessThanOrEqual(20_000_000);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a price that an option multiplies", () => {
  const image = { width: 300, height: 200 };
  const rules = fc.sample(imageRules, 1)[0] as ImageRules;
  const quality = {
    type: "choice",
    name: "quality",
    label: "Quality",
    choices: [
      { value: "low", label: "Low" },
      { value: "high", label: "High" },
    ],
    default: "high",
  } as const;
  const price = { baseTokens: 2, tokensPerMegapixel: 0, multiplier: { option: "quality", factors: { high: 3 } } };
  const model = { image: rules, price, options: [quality] };
  const ask = { image, operation: "restyle", maskBounds: null, variants: 1, model } as const;

  it("follows the value that is given, and the model's own where none is", () => {
    expect(planEdit({ ...ask, options: { quality: "low" } }).tokens).toBe(2);
    expect(planEdit(ask).tokens).toBe(6);
    expect(planRefusal({ ...ask, options: { quality: "none" } })).toMatchObject({ field: "options.quality" });
  });
});
