import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RING_PIXELS } from "#lib/domain/colour-match.ts";
import { contains, expandWithin, wholeOf } from "#lib/domain/geometry.ts";
import { MAX_SPREAD_PIXELS, spreadFor } from "#lib/domain/spread.ts";
import { type ImageRules, planWindow } from "#lib/domain/window.ts";
import { imageRules, imageSize, rectIn } from "./arbitraries.ts";

const anyAsk = imageSize.chain((image) =>
  fc.record({ image: fc.constant(image), maskBounds: rectIn(image), rules: imageRules }),
);

const rules: ImageRules = {
  formats: ["png"],
  maxBytes: 10_000_000,
  minSide: 256,
  maxSide: 4096,
  minPixels: 256 * 256,
  maxPixels: 4_194_304,
  maxRatio: 3,
  multipleOf: 16,
  preferredPixels: 1024 * 1024,
};

describe("the window", () => {
  it("lies inside the picture and holds the mask, its spread and the ring beside it", () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { window } = planWindow(ask);
        expect(contains(wholeOf(ask.image), window)).toBe(true);
        expect(contains(window, expandWithin(ask.maskBounds, MAX_SPREAD_PIXELS + RING_PIXELS, ask.image))).toBe(true);
        expect(spreadFor(window, ask.maskBounds).spreadPixels).toBeLessThanOrEqual(MAX_SPREAD_PIXELS);
        for (const value of Object.values(window)) expect(Number.isInteger(value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("is sent at a size that obeys every rule of the model, for any picture from 16×16 to 100 MP", () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { sent } = planWindow(ask);
        const [short, long] = [Math.min(sent.width, sent.height), Math.max(sent.width, sent.height)];
        const { rules } = ask;
        expect(short).toBeGreaterThanOrEqual(rules.minSide);
        expect(long).toBeLessThanOrEqual(rules.maxSide);
        expect(short * long).toBeGreaterThanOrEqual(rules.minPixels);
        expect(short * long).toBeLessThanOrEqual(rules.maxPixels);
        expect(long / short).toBeLessThanOrEqual(rules.maxRatio + 1e-9);
        expect([sent.width % rules.multipleOf, sent.height % rules.multipleOf]).toEqual([0, 0]);
      }),
      { numRuns: 1000 },
    );
  });

  it("is never distorted: both sides are scaled alike, to within rounding, and lie inside the sent picture", () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { window, sent, placed, scale } = planWindow(ask);
        expect(contains(wholeOf(sent), placed)).toBe(true);
        for (const side of ["width", "height"] as const) {
          const exact = window[side] * scale;
          expect(Math.abs(placed[side] - exact)).toBeLessThanOrEqual(exact < 1 ? 1 : 0.5 + 1e-6);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("fills the sent picture wherever the photo itself reaches far enough", () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { window, sent, placed, scale } = planWindow(ask);
        if (scale > 1) return;
        for (const side of ["width", "height"] as const) {
          if (window[side] < ask.image[side]) expect(placed[side]).toBe(sent[side]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is scaled up only where the whole picture is far too small for the model", () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const { window, scale, sent } = planWindow(ask);
        if (scale <= 1) return;
        expect(window.width === ask.image.width || window.height === ask.image.height).toBe(true);
        expect(sent.width).toBeGreaterThan(window.width);
        expect(sent.height).toBeGreaterThan(window.height);
      }),
      { numRuns: 1000 },
    );
  });

  it("sends a 600 px mark in a 48 MP photo at native resolution, within the model's preferred size", () => {
    const plan = planWindow({
      image: { width: 8000, height: 6000 },
      maskBounds: { x: 5000, y: 3000, width: 600, height: 600 },
      rules,
    });
    expect(plan).toEqual({
      window: { x: 4788, y: 2788, width: 1024, height: 1024 },
      sent: { width: 1024, height: 1024 },
      placed: { x: 0, y: 0, width: 1024, height: 1024 },
      scale: 1,
    });
  });

  it("gives a speck a full window of context at native resolution", () => {
    const { window, sent, scale } = planWindow({
      image: { width: 6000, height: 4000 },
      maskBounds: { x: 5990, y: 10, width: 8, height: 8 },
      rules,
    });
    expect({ window, sent, scale }).toEqual({
      window: { x: 4976, y: 0, width: 1024, height: 1024 },
      sent: { width: 1024, height: 1024 },
      scale: 1,
    });
  });

  it("scales a mark larger than the model down, without a jump where native resolution ends", () => {
    const image = { width: 12_000, height: 8000 };
    let last = 1;
    for (let side = 400; side <= 7000; side += 20) {
      const { scale, sent } = planWindow({ image, maskBounds: { x: 300, y: 300, width: side, height: side }, rules });
      // The sent size moves in steps of 16 px, so the scale wavers by a step.
      expect(scale).toBeLessThanOrEqual(Math.min(1, last * 1.02));
      expect(scale).toBeGreaterThan(last * 0.93);
      expect(sent.width * sent.height).toBeLessThanOrEqual(rules.preferredPixels);
      last = scale;
    }
    expect(last).toBeLessThan(0.15);
  });

  it("letterboxes a ribbon-shaped picture instead of squeezing it", () => {
    const { window, sent, placed, scale } = planWindow({
      image: { width: 4000, height: 200 },
      maskBounds: { x: 0, y: 0, width: 4000, height: 200 },
      rules,
    });
    expect(window).toEqual({ x: 0, y: 0, width: 4000, height: 200 });
    expect(sent.width / sent.height).toBeLessThanOrEqual(3);
    expect(placed.width / placed.height).toBeCloseTo(20, 0);
    expect(scale).toBeCloseTo(sent.width / 4000, 3);
  });

  it("enlarges a 64×64 picture for a model that needs 512, and pads one of 500×500 at native resolution", () => {
    const fixed = { ...rules, minSide: 512, minPixels: 512 * 512 };
    const tiny = planWindow({
      image: { width: 64, height: 64 },
      maskBounds: { x: 20, y: 20, width: 9, height: 9 },
      rules: fixed,
    });
    expect(tiny).toEqual({
      window: { x: 0, y: 0, width: 64, height: 64 },
      sent: { width: 512, height: 512 },
      placed: { x: 0, y: 0, width: 512, height: 512 },
      scale: 8,
    });
    const near = planWindow({
      image: { width: 500, height: 500 },
      maskBounds: { x: 20, y: 20, width: 9, height: 9 },
      rules: fixed,
    });
    expect(near.placed).toEqual({ x: 6, y: 6, width: 500, height: 500 });
    expect(near.scale).toBe(1);
  });

  it("names a model whose rules allow no size at all", () => {
    const impossible = { ...rules, minPixels: 100_000_000 };
    expect(() =>
      planWindow({
        image: { width: 64, height: 64 },
        maskBounds: { x: 0, y: 0, width: 1, height: 1 },
        rules: impossible,
      }),
    ).toThrow(RangeError);
  });
});
