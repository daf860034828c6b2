import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import { applyPatch, cutPatch } from "#lib/domain/patch.ts";
import { colourChannels, hasAlpha, maxSample, type Raster, toModelPixels } from "#lib/domain/raster.ts";
import { countChangedOutside } from "#lib/domain/verify.ts";
import { channelsAndDepth, maskOf, rasterOf, smallSize, spreadArbitrary } from "./arbitraries.ts";

/** A window, a mask that is not empty, and whatever a provider might return: noise and extremes everywhere. */
const hostileEdit = fc.tuple(smallSize, channelsAndDepth).chain(([size, { channels, depth }]) =>
  fc.record({
    base: rasterOf(size, channels, depth),
    painted: rasterOf(size, 3, 8) as fc.Arbitrary<Raster<Uint8Array>>,
    drawn: maskOf(size).filter((mask) => maskBounds(mask) !== null),
    spread: spreadArbitrary,
    correction: fc.constantFrom(
      null,
      Array.from({ length: channels < 3 ? 1 : 3 }, () => ({ gain: 1.25, offset: -300 })),
    ),
  }),
);

const copyOf = (raster: Raster): Raster => ({ ...raster, data: raster.data.slice() });

describe("a patch laid over the picture it was cut from", () => {
  it("changes no sample where the mask is 0, whatever the provider returned", () => {
    fc.assert(
      fc.property(hostileEdit, ({ base, painted, drawn, spread, correction }) => {
        const effective = effectiveMask(drawn, spread);
        const patch = cutPatch(base, painted, effective, correction);
        const after = copyOf(base);
        applyPatch(after, patch.raster, patch.rect);
        for (let at = 0; at < after.data.length; at++) {
          if (effective.data[Math.floor(at / base.channels)] === 0) expect(after.data[at]).toBe(base.data[at]);
        }
        expect(countChangedOutside(base, after, drawn, spread.spreadPixels)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it("is exactly the provider's result where the mask is full, in the picture's own depth", () => {
    fc.assert(
      fc.property(hostileEdit, ({ base, painted, drawn, spread }) => {
        const effective = effectiveMask(drawn, spread);
        const patch = cutPatch(base, painted, effective, null);
        const after = copyOf(base);
        applyPatch(after, patch.raster, patch.rect);
        const [seen, colours] = [toModelPixels(after), colourChannels(base)];
        for (let pixel = 0; pixel < effective.data.length; pixel++) {
          if (effective.data[pixel] !== 255) continue;
          if (hasAlpha(base)) expect(after.data[(pixel + 1) * base.channels - 1]).toBe(maxSample(base));
          const rgb = painted.data.slice(pixel * 3, pixel * 3 + 3) as unknown as [number, number, number];
          const luma = Math.round(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
          expect([...seen.data.slice(pixel * 3, pixel * 3 + 3)]).toEqual(colours === 3 ? [...rgb] : [luma, luma, luma]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("mixes in between: every sample lies between the picture's and the result's", () => {
    fc.assert(
      fc.property(hostileEdit, ({ base, painted, drawn, spread }) => {
        const patch = cutPatch(base, painted, effectiveMask(drawn, spread), null);
        const after = copyOf(base);
        applyPatch(after, patch.raster, patch.rect);
        const { rect, raster } = patch;
        for (let y = 0; y < rect.height; y++) {
          for (let x = 0; x < rect.width; x++) {
            const to = ((rect.y + y) * base.width + rect.x + x) * base.channels;
            const from = (y * rect.width + x) * raster.channels;
            if (raster.data[from + colourChannels(raster)] === 0) continue;
            for (let channel = 0; channel < colourChannels(base); channel++) {
              const [own, painted] = [base.data[to + channel] as number, raster.data[from + channel] as number];
              expect(after.data[to + channel]).toBeGreaterThanOrEqual(Math.min(own, painted));
              expect(after.data[to + channel]).toBeLessThanOrEqual(Math.max(own, painted));
            }
            if (hasAlpha(base)) {
              const opacity = base.channels - 1;
              expect(after.data[to + opacity]).toBeGreaterThanOrEqual(base.data[to + opacity] as number);
            }
          }
        }
      }),
    );
  });

  it("changes nothing at all when the provider returned what it was sent, 16-bit detail included", () => {
    const opaqueEdit = fc.tuple(smallSize, channelsAndDepth).chain(([size, { channels, depth }]) =>
      fc.record({
        base: rasterOf(size, channels < 3 ? 1 : 3, depth),
        drawn: maskOf(size).filter((mask) => maskBounds(mask) !== null),
        spread: spreadArbitrary,
      }),
    );
    fc.assert(
      fc.property(opaqueEdit, ({ base, drawn, spread }) => {
        const patch = cutPatch(base, toModelPixels(base), effectiveMask(drawn, spread), null);
        const after = copyOf(base);
        applyPatch(after, patch.raster, patch.rect);
        expect(after.data).toEqual(base.data);
      }),
    );
  });

  it("is as small as the mask's reach and holds nothing of the result beyond it", () => {
    fc.assert(
      fc.property(hostileEdit, ({ base, painted, drawn, spread }) => {
        const effective = effectiveMask(drawn, spread);
        const { rect, raster } = cutPatch(base, painted, effective, null);
        expect(rect).toEqual(maskBounds(effective));
        for (let at = 0; at < raster.data.length; at += raster.channels) {
          const pixel = raster.data.slice(at, at + raster.channels);
          if (pixel.at(-1) === 0) expect(Math.max(...pixel)).toBe(0);
        }
      }),
    );
  });
});

describe("a patch laid over a part of the picture", () => {
  it("gives the same pixels as over the whole, with what lies outside left out", () => {
    const ask = hostileEdit.chain((edit) =>
      fc.record({
        edit: fc.constant(edit),
        x: fc.integer({ min: -30, max: 30 }),
        y: fc.integer({ min: -30, max: 30 }),
      }),
    );
    fc.assert(
      fc.property(ask, ({ edit: { base, painted, drawn, spread }, x, y }) => {
        const patch = cutPatch(base, painted, effectiveMask(drawn, spread), null).raster;
        const after = copyOf(base);
        applyPatch(after, patch, { x, y });
        for (let at = 0; at < base.width * base.height; at++) {
          const [px, py] = [(at % base.width) - x, Math.floor(at / base.width) - y];
          const isUnderPatch = px >= 0 && py >= 0 && px < patch.width && py < patch.height;
          const pixel: Raster = {
            ...base,
            width: 1,
            height: 1,
            data: base.data.slice(at * base.channels, (at + 1) * base.channels),
          };
          if (isUnderPatch) applyPatch(pixel, patch, { x: -px, y: -py });
          expect(after.data.slice(at * base.channels, (at + 1) * base.channels)).toEqual(pixel.data);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("mixing with transparency", () => {
  it("takes the patch's colour where the picture is fully transparent", () => {
    const base = { width: 1, height: 1, channels: 4 as const, data: Uint8Array.of(9, 9, 9, 0) };
    applyPatch(base, { width: 1, height: 1, channels: 4, data: Uint8Array.of(200, 100, 50, 128) }, { x: 0, y: 0 });
    expect([...base.data]).toEqual([200, 100, 50, 128]);
  });

  it("is Porter and Duff's `over` with straight alpha", () => {
    const base = { width: 1, height: 1, channels: 2 as const, data: Uint8Array.of(0, 128) };
    applyPatch(base, { width: 1, height: 1, channels: 2, data: Uint8Array.of(255, 128) }, { x: 0, y: 0 });
    // Alpha 128 over 128: 128 + 128 × 127 / 255 = 191.7; colour 255 × 128 / 191.7 = 170.2.
    expect([...base.data]).toEqual([170, 192]);
  });
});

describe("what cannot be cut or laid", () => {
  const window = { width: 2, height: 1, channels: 3 as const, data: new Uint8Array(6) };

  it("is refused by name: an empty mask", () => {
    const empty = { width: 2, height: 1, data: new Uint8Array(2) };
    expect(() => cutPatch(window, window, empty, null)).toThrow(new RepaintError("mask_empty"));
  });

  it("is a bug that stops at once: other sizes, other colour models, other depths", () => {
    const mask = { width: 2, height: 1, data: Uint8Array.of(255, 255) };
    const small = { width: 1, height: 1, channels: 3 as const, data: new Uint8Array(3) };
    expect(() => cutPatch(window, small, mask, null)).toThrow(RangeError);
    const grey = { width: 1, height: 1, channels: 2 as const, data: new Uint8Array(2) };
    expect(() => applyPatch(window, grey, { x: 0, y: 0 })).toThrow(RangeError);
    const deep = { width: 1, height: 1, channels: 4 as const, data: new Uint16Array(4) };
    expect(() => applyPatch(window, deep, { x: 0, y: 0 })).toThrow(RangeError);
  });
});
