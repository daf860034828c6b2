import fc from "fast-check";
import { expect, test } from "vitest";
import { planCrops } from "#lib/engine/crops.ts";

const NET_SIDE = 512;

function windowWith(width: number, height: number, isHole: (x: number, y: number) => boolean) {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (isHole(x, y)) mask[y * width + x] = 255;
  return { width, height, mask };
}

const disc = (centreX: number, centreY: number, radius: number) => (x: number, y: number) =>
  Math.hypot(x - centreX, y - centreY) <= radius;

test("marks far apart get squares of their own", () => {
  const [left, right] = [disc(300, 300, 40), disc(1700, 900, 40)];
  const plan = planCrops(
    windowWith(2000, 1200, (x, y) => left(x, y) || right(x, y)),
    NET_SIDE,
  );
  expect(plan.views.map((view) => view.square.side)).toEqual([NET_SIDE, NET_SIDE]);
  expect(plan.viewOf(300, 300)).not.toBe(plan.viewOf(1700, 900));
});

test("marks close together share a square", () => {
  const [left, right] = [disc(800, 600, 30), disc(900, 640, 30)];
  const plan = planCrops(
    windowWith(2000, 1200, (x, y) => left(x, y) || right(x, y)),
    NET_SIDE,
  );
  expect(plan.views).toHaveLength(1);
});

test("a large mark is seen whole, in a square of twice its size", () => {
  const plan = planCrops(windowWith(2000, 2000, disc(1000, 1000, 400)), NET_SIDE);
  expect(plan.views).toHaveLength(1);
  const [{ square, thickness }] = plan.views as [(typeof plan.views)[number]];
  expect(square.side).toBeGreaterThan(1550);
  expect(square.side).toBeLessThan(1700);
  expect(Math.abs(square.x + square.side / 2 - 1000)).toBeLessThan(10);
  expect(thickness).toBeGreaterThan(500);
});

test("a wire across the picture is walked along in sharp squares", () => {
  const wire = windowWith(2000, 1000, (x, y) => Math.abs(y - 300 - x / 5) < 12);
  const plan = planCrops(wire, NET_SIDE);
  expect(plan.views.length).toBeGreaterThan(4);
  for (const { square } of plan.views) expect(square.side).toBe(NET_SIDE);
});

test("dust all over a large picture takes a bounded number of squares", () => {
  const dust = windowWith(2048, 2048, (x, y) => x % 97 < 4 && y % 89 < 4);
  expect(planCrops(dust, NET_SIDE).views.length).toBeLessThanOrEqual(24);
});

test("a square never leaves the picture where the picture is large enough to hold it", () => {
  const corner = planCrops(windowWith(800, 700, disc(0, 0, 60)), NET_SIDE);
  expect(corner.views.map(({ square }) => square)).toEqual([{ x: 0, y: 0, side: NET_SIDE }]);
});

test("whatever the hole, each of its pixels lies in the square that fills it", () => {
  const mark = fc.record({
    x: fc.nat(1199),
    y: fc.nat(699),
    radius: fc.integer({ min: 0, max: 260 }),
    thin: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(mark, { minLength: 1, maxLength: 5 }), (marks) => {
      const isHole = (x: number, y: number) =>
        marks.some((m) => (m.thin ? Math.abs(y - m.y) < 3 && x > m.x : Math.hypot(x - m.x, y - m.y) <= m.radius));
      const window = windowWith(1200, 700, isHole);
      const plan = planCrops(window, NET_SIDE);
      for (let at = 0; at < window.mask.length; at++) {
        if (!window.mask[at]) continue;
        const [x, y] = [at % window.width, Math.floor(at / window.width)];
        const view = plan.views[plan.viewOf(x, y)];
        if (!view) throw new Error(`no square fills ${x}, ${y}`);
        const { square } = view;
        const isSeen = x >= square.x && y >= square.y && x < square.x + square.side && y < square.y + square.side;
        if (!isSeen) throw new Error(`${x}, ${y} lies outside its square ${JSON.stringify(square)}`);
      }
    }),
    { numRuns: 40 },
  );
});
