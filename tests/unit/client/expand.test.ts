import fc from "fast-check";
import { expect, test } from "vitest";
import { enlargedSize, reachableFactors } from "#lib/client/edits/enlarge.ts";
import { edgesByShare, edgesToRatio, isExtended, legalEdge, NO_EDGES } from "#lib/client/edits/expand.ts";
import { canvasOf } from "#lib/domain/outpaint.ts";

const PHOTO = { width: 4000, height: 3000 };
const size = fc.record({ width: fc.integer({ min: 16, max: 12_000 }), height: fc.integer({ min: 16, max: 12_000 }) });

test("a quarter on each side makes the photo half as long again in both directions", () => {
  expect(canvasOf(PHOTO, edgesByShare(PHOTO, 0.25))).toEqual({ width: 6000, height: 4500 });
});

test("extending to a ratio reaches it to the pixel and never cuts anything off", () => {
  fc.assert(
    fc.property(size, fc.constantFrom(1, 16 / 9, 9 / 16, 3 / 2), (picture, ratio) => {
      const edges = edgesToRatio(picture, ratio);
      expect(Object.values(edges).every((pixels) => pixels >= 0)).toBe(true);
      const { width, height } = canvasOf(picture, edges);
      expect(width === picture.width || height === picture.height).toBe(true);
      const isExact = width === Math.round(height * ratio) || height === Math.round(width / ratio);
      expect(isExact).toBe(true);
      expect(Math.abs(edges.left - edges.right)).toBeLessThanOrEqual(1);
      expect(Math.abs(edges.top - edges.bottom)).toBeLessThanOrEqual(1);
    }),
  );
});

test("a photo that has the ratio already is not extended", () => {
  expect(isExtended(edgesToRatio(PHOTO, 4 / 3))).toBe(false);
  expect(isExtended(NO_EDGES)).toBe(false);
});

test("a side is whole pixels within what the model and the API take", () => {
  expect(legalEdge(12.4, null)).toBe(12);
  expect(legalEdge(-5, null)).toBe(0);
  expect(legalEdge(Number.NaN, null)).toBe(0);
  expect(legalEdge(3000, 2000)).toBe(2000);
  expect(legalEdge(99_999, null)).toBe(10_000);
});

test("a factor is offered where one model reaches it with this photo", () => {
  const upTo = (maxFactor: number, maxResultPixels: number) => ({ upscale: { maxFactor, maxResultPixels } });
  expect(enlargedSize(PHOTO, 2)).toEqual({ width: 8000, height: 6000 });
  expect(reachableFactors([upTo(4, 1_000_000_000)], PHOTO)).toEqual([2, 3, 4]);
  expect(reachableFactors([upTo(4, 50_000_000)], PHOTO)).toEqual([2]);
  expect(reachableFactors([upTo(2, 1_000_000_000), upTo(4, 110_000_000)], PHOTO)).toEqual([2, 3]);
  expect(reachableFactors([{ upscale: null }], PHOTO)).toEqual([]);
});
