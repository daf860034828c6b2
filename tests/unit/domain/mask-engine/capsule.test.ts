import fc from "fast-check";
import { expect, test } from "vitest";
import type { ImagePoint } from "#lib/client/view/points.ts";
import { rasteriseCapsule } from "#lib/domain/mask-engine/capsule.ts";

const SIDE = 96;
const SUPERSAMPLES = 64;

test("coverage of a capsule is within 8 % of its true area in every pixel, and 6 % from a radius of 4 pixels", () => {
  const point = fc.record({ x: fc.double(finite(-20, 116)), y: fc.double(finite(-20, 116)) });
  fc.assert(
    fc.property(point, point, fc.double(finite(2, 40)), (from, to, radius) => {
      const drawn = draw(from, to, radius);
      const truth = supersampled(from, to, radius);
      const errors = [...drawn].map((value, index) => Math.abs(value / 255 - (truth[index] as number)));
      expect(Math.max(...errors)).toBeLessThan(radius < 4 ? 0.08 : 0.06);
    }),
    { numRuns: 25, examples: [[{ x: 0, y: 0 }, { x: 0, y: 0 }, 26.025696]] },
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

test("a softer brush is full in its core, falls steadily to the rim of the hard one, and marks nothing beyond", () => {
  const hard = draw({ x: 48.5, y: 48.5 }, { x: 48.5, y: 48.5 }, 30);
  for (const hardness of [0, 0.3, 0.9]) {
    const soft = draw({ x: 48.5, y: 48.5 }, { x: 48.5, y: 48.5 }, 30, hardness);
    const row = [...soft.subarray(48 * SIDE + 48, 49 * SIDE)];
    expect(row.slice(0, Math.floor(hardness * 29))).toEqual(Array(Math.floor(hardness * 29)).fill(255));
    expect(row).toEqual(row.toSorted((a, b) => b - a));
    expect(soft.every((value, at) => value <= (hard[at] as number))).toBe(true);
    expect(new Set(row).size).toBeGreaterThan((1 - hardness) * 25);
  }
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
        rasteriseCapsule(
          { x: x1, y: y1 },
          { x: x2, y: y2 },
          { radius },
          { width: SIDE, height: SIDE },
          (y, x, length) => {
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThan(SIDE);
            expect(x).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
            expect(x + length).toBeLessThanOrEqual(SIDE);
          },
        );
      },
    ),
  );
});

function draw(from: ImagePoint, to: ImagePoint, radius: number, hardness = 1): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE);
  rasteriseCapsule(from, to, { radius, hardness }, { width: SIDE, height: SIDE }, (y, x, length, values) => {
    for (let index = 0; index < length; index++) pixels[y * SIDE + x + index] = values?.[index] ?? 255;
  });
  return pixels;
}

/**
 * The true area, from samples of the pixels that the outline may cross. A straight outline at 45° runs along a whole
 * diagonal of samples at once, so what is measured is off by up to half a sample of each row: 1/128 here.
 */
function supersampled(from: ImagePoint, to: ImagePoint, radius: number): Float64Array {
  const inside = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const fromOutline = distance(x + 0.5, y + 0.5) - radius;
      inside[y * SIDE + x] = Math.abs(fromOutline) < Math.SQRT1_2 ? sampled(x, y) : Number(fromOutline < 0);
    }
  }
  return inside;

  function sampled(x: number, y: number): number {
    let hits = 0;
    for (let row = 0.5; row < SUPERSAMPLES; row++) {
      for (let column = 0.5; column < SUPERSAMPLES; column++) {
        hits += Number(distance(x + column / SUPERSAMPLES, y + row / SUPERSAMPLES) <= radius);
      }
    }
    return hits / SUPERSAMPLES ** 2;
  }

  function distance(x: number, y: number): number {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const squared = dx * dx + dy * dy;
    const along = squared === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / squared;
    const nearest = Math.min(1, Math.max(0, along));
    return Math.hypot(x - from.x - nearest * dx, y - from.y - nearest * dy);
  }
}

function finite(min: number, max: number) {
  return { min, max, noNaN: true };
}
