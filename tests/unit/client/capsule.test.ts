import fc from "fast-check";
import { expect, test } from "vitest";
import { rasteriseCapsule } from "#lib/client/mask/capsule.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";

const SIDE = 96;
const SUPERSAMPLES = 16;

test("coverage of a capsule is within 8 % of its true area in every pixel, and 6 % from a radius of 4 pixels", () => {
  const point = fc.record({ x: fc.double(finite(-20, 116)), y: fc.double(finite(-20, 116)) });
  fc.assert(
    fc.property(point, point, fc.double(finite(2, 40)), (from, to, radius) => {
      const drawn = draw(from, to, radius);
      const truth = supersampled(from, to, radius);
      const errors = [...drawn].map((value, index) => Math.abs(value / 255 - (truth[index] as number)));
      expect(Math.max(...errors)).toBeLessThan(radius < 4 ? 0.08 : 0.06);
    }),
    { numRuns: 25 },
  );
});

test("a segment of no length is a disc, and the same drawn either way round", () => {
  const a = { x: 30.3, y: 40.9 };
  const b = { x: 60.1, y: 22.4 };
  expect(draw(a, a, 7.5)).toEqual(draw(a, { ...a }, 7.5));
  expect(draw(a, b, 7.5)).toEqual(draw(b, a, 7.5));
});

test("a brush one pixel wide marks the pixel it stands on fully", () => {
  const drawn = draw({ x: 10.5, y: 20.5 }, { x: 10.5, y: 20.5 }, 0.5);
  expect(drawn[20 * SIDE + 10]).toBe(255);
  expect(drawn.filter((value) => value > 0)).toHaveLength(1);
});

test("nothing is written outside the picture, wherever the brush is", () => {
  const coordinate = fc.double(finite(-500, 500));
  fc.assert(
    fc.property(
      coordinate,
      coordinate,
      coordinate,
      coordinate,
      fc.double(finite(0.5, 300)),
      (x1, y1, x2, y2, radius) => {
        rasteriseCapsule({ x: x1, y: y1 }, { x: x2, y: y2 }, radius, { width: SIDE, height: SIDE }, (y, x, length) => {
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThan(SIDE);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(x + length).toBeLessThanOrEqual(SIDE);
        });
      },
    ),
  );
});

function draw(from: ImagePoint, to: ImagePoint, radius: number): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE);
  rasteriseCapsule(from, to, radius, { width: SIDE, height: SIDE }, (y, x, length, values) => {
    for (let index = 0; index < length; index++) pixels[y * SIDE + x + index] = values?.[index] ?? 255;
  });
  return pixels;
}

function supersampled(from: ImagePoint, to: ImagePoint, radius: number): Float64Array {
  const inside = new Float64Array(SIDE * SIDE);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  for (let y = 0; y < SIDE * SUPERSAMPLES; y++) {
    for (let x = 0; x < SIDE * SUPERSAMPLES; x++) {
      const px = (x + 0.5) / SUPERSAMPLES - from.x;
      const py = (y + 0.5) / SUPERSAMPLES - from.y;
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      if ((px - along * dx) ** 2 + (py - along * dy) ** 2 > radius * radius) continue;
      const pixel = Math.floor(y / SUPERSAMPLES) * SIDE + Math.floor(x / SUPERSAMPLES);
      inside[pixel] = (inside[pixel] as number) + 1 / SUPERSAMPLES ** 2;
    }
  }
  return inside;
}

function finite(min: number, max: number) {
  return { min, max, noNaN: true };
}
