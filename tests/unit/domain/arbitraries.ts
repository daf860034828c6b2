import fc from "fast-check";
import type { Mask, Raster, Rect, Size } from "#lib/domain/raster.ts";
import type { ImageRules } from "#lib/domain/window.ts";

export const smallSize = fc.record({ width: fc.integer({ min: 1, max: 28 }), height: fc.integer({ min: 1, max: 28 }) });

/** Mostly empty, with full, faint and in-between pixels: every kind of edge in a small picture. */
const maskValue = fc.oneof(
  { weight: 12, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constant(255) },
  { weight: 1, arbitrary: fc.constantFrom(1, 127, 128, 254) },
  { weight: 1, arbitrary: fc.nat(255) },
);

export function maskOf(size: Size): fc.Arbitrary<Mask> {
  const count = size.width * size.height;
  return fc
    .array(maskValue, { minLength: count, maxLength: count, size: "max" })
    .map((values) => ({ ...size, data: Uint8Array.from(values) }));
}

export const smallMask = smallSize.chain(maskOf);

/** Any colour model at 8 or 16 bits, noise and extremes included. */
export function rasterOf(size: Size, channels: Raster["channels"], depth: 8 | 16): fc.Arbitrary<Raster> {
  const count = size.width * size.height * channels;
  const max = depth === 8 ? 255 : 65_535;
  const sample = fc.oneof(fc.constantFrom(0, 1, max - 1, max), fc.nat(max));
  return fc.array(sample, { minLength: count, maxLength: count, size: "max" }).map((values) => ({
    ...size,
    channels,
    data: depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values),
  }));
}

export const channelsAndDepth = fc.record({
  channels: fc.constantFrom<Raster["channels"]>(1, 2, 3, 4),
  depth: fc.constantFrom<8 | 16>(8, 16),
});

export const spreadArbitrary = fc
  .record({ grow: fc.integer({ min: 0, max: 6 }), feather: fc.integer({ min: 0, max: 5 }) })
  .map(({ grow, feather }) => ({ grow, feather, spreadPixels: grow + feather }));

/** Pictures from 16 × 16 to 100 megapixels, up to 1:20. */
export const imageSize: fc.Arbitrary<Size> = fc
  .record({
    log: fc.double({ min: 8, max: Math.log2(100e6), noNaN: true }),
    ratio: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  .map(({ log, ratio }) => {
    const stretch = 20 ** (ratio / 2);
    const side = Math.sqrt(2 ** log);
    return { width: Math.max(16, Math.floor(side * stretch)), height: Math.max(16, Math.floor(side / stretch)) };
  });

export function rectIn(size: Size): fc.Arbitrary<Rect> {
  const span = (length: number) =>
    fc
      .nat(length - 1)
      .chain((start) => fc.integer({ min: 1, max: length - start }).map((extent) => ({ start, extent })));
  return fc.record({ horizontal: span(size.width), vertical: span(size.height) }).map(({ horizontal, vertical }) => ({
    x: horizontal.start,
    y: vertical.start,
    width: horizontal.extent,
    height: vertical.extent,
  }));
}

/** Rules as providers have them: fixed sizes, multiples, narrow ratios, minimum pixels; always at least one legal size. */
export const imageRules: fc.Arbitrary<ImageRules> = fc
  .record({
    multipleOf: fc.constantFrom(1, 2, 8, 16, 32, 64),
    minUnits: fc.integer({ min: 1, max: 32 }),
    sideFactor: fc.double({ min: 1, max: 40, noNaN: true }),
    maxRatio: fc.oneof(fc.constant(1), fc.double({ min: 1, max: 21, noNaN: true })),
    legalSide: fc.double({ min: 0, max: 1, noNaN: true }),
    pixelSlack: fc.double({ min: 0, max: 3, noNaN: true }),
    preferredPixels: fc.integer({ min: 128 * 128, max: 4_000_000 }),
  })
  .map(({ multipleOf, minUnits, sideFactor, maxRatio, legalSide, pixelSlack, preferredPixels }) => {
    const minSide = multipleOf * minUnits;
    const maxSide = Math.min(16_384, Math.max(minSide, Math.round(minSide * sideFactor)));
    // A square of this side is legal, whatever else is.
    const square = minSide + Math.floor(((maxSide - minSide) * legalSide) / multipleOf) * multipleOf;
    return {
      formats: ["png"],
      maxBytes: 50_000_000,
      minSide,
      maxSide,
      minPixels: Math.floor(square ** 2 / (1 + pixelSlack)),
      maxPixels: Math.floor(square ** 2 * (1 + pixelSlack)),
      maxRatio,
      multipleOf,
      preferredPixels,
    };
  });
