import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planEdit } from "#lib/domain/edit-plan.ts";
import { priceInTokens } from "#lib/domain/pricing.ts";
import { spreadFor } from "#lib/domain/spread.ts";
import { imageRules, imageSize, rectIn } from "./arbitraries.ts";

describe("the price", () => {
  it("is a base and a price per started megapixel, for every variant", () => {
    const price = { baseTokens: 2, tokensPerMegapixel: 3 };
    expect(priceInTokens(price, { width: 512, height: 512 }, 1)).toBe(5);
    expect(priceInTokens(price, { width: 1024, height: 1024 }, 1)).toBe(5);
    expect(priceInTokens(price, { width: 1024, height: 1025 }, 1)).toBe(8);
    expect(priceInTokens(price, { width: 1024, height: 1025 }, 4)).toBe(32);
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
