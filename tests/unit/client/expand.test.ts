import fc from "fast-check";
import { expect, test } from "vitest";
import { enlargedSize, reachableFactors } from "#lib/client/edits/enlarge.ts";
import {
  draggedEdges,
  edgesByShare,
  edgesToRatio,
  isExtended,
  legalEdge,
  NO_EDGES,
  widestLimit,
} from "#lib/client/edits/expand.ts";
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

const edge = fc.integer({ min: 0, max: 4000 });
const edges = fc.record({ left: edge, top: edge, right: edge, bottom: edge });
const way = fc.integer({ min: -5000, max: 5000 });

test("a corner of the frame follows the pointer, never into the picture, and the other two sides stay", () => {
  fc.assert(
    fc.property(edges, way, way, (before, across, down) => {
      expect(draggedEdges(before, ["left", "bottom"], across, down)).toEqual({
        ...before,
        left: Math.max(0, before.left - across),
        bottom: Math.max(0, before.bottom + down),
      });
    }),
  );
});

test("how far one may extend is up to the model that reaches farthest, and to nobody where one knows no limit", () => {
  const reaching = (...limits: (number | null)[]) => limits.map((maxPerSide) => ({ outpaint: { maxPerSide } }));
  expect(widestLimit(reaching(512, 2048))).toBe(2048);
  expect(widestLimit(reaching(512, null))).toBeNull();
});
