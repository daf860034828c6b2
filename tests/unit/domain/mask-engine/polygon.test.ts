import { expect, test } from "vitest";
import type { ImagePoint } from "#lib/client/view/points.ts";
import { rasterisePolygon } from "#lib/domain/mask-engine/polygon.ts";

const SIDE = 40;

test("a rectangle on pixel edges is filled exactly", () => {
  const drawn = draw([
    { x: 3, y: 5 },
    { x: 20, y: 5 },
    { x: 20, y: 11 },
    { x: 3, y: 11 },
  ]);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) expect(drawn[y * SIDE + x]).toBe(x >= 3 && x < 20 && y >= 5 && y < 11 ? 255 : 0);
});

test("an edge through the middle of pixels covers half of them", () => {
  const drawn = draw([
    { x: 4.5, y: 4.5 },
    { x: 10.5, y: 4.5 },
    { x: 10.5, y: 10.5 },
    { x: 4.5, y: 10.5 },
  ]);
  expect(drawn[7 * SIDE + 4]).toBe(128);
  expect(drawn[7 * SIDE + 10]).toBe(128);
  expect(drawn[4 * SIDE + 7]).toBe(128);
  expect(drawn[4 * SIDE + 4]).toBe(64);
  expect(drawn[7 * SIDE + 7]).toBe(255);
});

test("the covered area is that of the polygon, whichever way round it is drawn", () => {
  const triangle = [
    { x: 2.2, y: 30.7 },
    { x: 33.1, y: 25.4 },
    { x: 17.9, y: 3.3 },
  ];
  const expected = shoelace(triangle);
  expect(sum(draw(triangle)) / 255).toBeCloseTo(expected, -0.5);
  expect(draw(triangle.toReversed())).toEqual(draw(triangle));
});

test("a loop drawn twice over itself has no hole", () => {
  const turn = [
    { x: 5, y: 5 },
    { x: 25, y: 5 },
    { x: 25, y: 25 },
    { x: 5, y: 25 },
  ];
  expect(draw([...turn, ...turn])).toEqual(draw(turn));
});

test("an outline that leaves the picture is cut at its edge", () => {
  const drawn = draw([
    { x: -50, y: -50 },
    { x: 90, y: -50 },
    { x: 90, y: 90 },
    { x: -50, y: 90 },
  ]);
  expect(drawn.every((value) => value === 255)).toBe(true);
});

function draw(points: readonly ImagePoint[]): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE);
  rasterisePolygon(points, { width: SIDE, height: SIDE }, (y, x, length, values) => {
    expect(x + length).toBeLessThanOrEqual(SIDE);
    for (let index = 0; index < length; index++) pixels[y * SIDE + x + index] = values?.[index] ?? 255;
  });
  return pixels;
}

const sum = (pixels: Uint8Array) => pixels.reduce((total, value) => total + value, 0);

function shoelace(points: readonly ImagePoint[]): number {
  const twice = points.reduce((total, a, index) => {
    const b = points[(index + 1) % points.length] as ImagePoint;
    return total + a.x * b.y - b.x * a.y;
  }, 0);
  return Math.abs(twice / 2);
}
