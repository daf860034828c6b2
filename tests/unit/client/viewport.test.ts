import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clampScale,
  fitted,
  keepVisible,
  pinch,
  toImage,
  toScreen,
  type Viewport,
  visibleRect,
  zoomAt,
  zoomStep,
} from "#lib/client/view/viewport.ts";

const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
const coordinate = fc.double({ min: -3000, max: 3000, noNaN: true });
const scale = fc.double({ min: 0.01, max: 32, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const viewport: fc.Arbitrary<Viewport> = fc.record({ scale, x: coordinate, y: coordinate });

test("zooming keeps the image point under the pointer where it is", () => {
  fc.assert(
    fc.property(viewport, point, scale, (view, pointer, next) => {
      const under = toImage(view, pointer);
      const after = toScreen(zoomAt(view, pointer, next), under);
      expect(after.x).toBeCloseTo(pointer.x, 4);
      expect(after.y).toBeCloseTo(pointer.y, 4);
    }),
  );
});

test("two fingers keep hold of the image points they touched", () => {
  const view = { scale: 0.5, x: 40, y: -30 };
  const from = [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ] as const;
  const to = [
    { x: 60, y: 160 },
    { x: 260, y: 160 },
  ] as const;
  const pinched = pinch(view, from, to);
  expect(pinched.scale).toBeCloseTo(1);
  for (const finger of [0, 1] as const) {
    const after = toScreen(pinched, toImage(view, from[finger]));
    expect(after.x).toBeCloseTo(to[finger].x);
    expect(after.y).toBeCloseTo(to[finger].y);
  }
});

test("a fitted picture lies whole in the middle of the free part of the stage", () => {
  const insets = { top: 50, right: 300, bottom: 80, left: 60 };
  const view = fitted({ width: 6000, height: 4000 }, { width: 1440, height: 900 }, insets, 1);
  const from = toScreen(view, { x: 0, y: 0 });
  const to = toScreen(view, { x: 6000, y: 4000 });
  expect(from.x).toBeCloseTo(60);
  expect(to.x).toBeCloseTo(1140);
  expect(from.y - 50).toBeCloseTo(820 - to.y);
});

test("a picture smaller than the stage is shown at 100 %, a tiny one enlarged", () => {
  const stage = { width: 1000, height: 800 };
  expect(fitted({ width: 600, height: 400 }, stage, NONE, 1).scale).toBe(1);
  expect(fitted({ width: 16, height: 16 }, stage, NONE, 1).scale).toBeGreaterThan(8);
});

test("the picture can never be pushed off the stage", () => {
  const stage = { width: 1000, height: 800 };
  const image = { width: 500, height: 3000 };
  fc.assert(
    fc.property(viewport, (view) => {
      const visible = visibleRect(keepVisible(view, image, stage), image, stage);
      expect(visible.width).toBeGreaterThan(0);
      expect(visible.height).toBeGreaterThan(0);
    }),
  );
});

test("zoom has an end in both directions", () => {
  const stage = { width: 1000, height: 800 };
  const image = { width: 10_000, height: 10_000 };
  expect(clampScale(1000, image, stage)).toBe(32);
  expect(clampScale(0.0001, image, stage)).toBeCloseTo(0.02);
});

test("zoom steps pass through 100 % of the device's pixels", () => {
  expect(zoomStep(0.9, 1, 1)).toBeCloseTo(1);
  expect(zoomStep(1, 1, 1)).toBeCloseTo(Math.SQRT2);
  expect(zoomStep(1.1, 1, -1)).toBeCloseTo(1);
  expect(zoomStep(0.4, 2, 1)).toBeCloseTo(0.5);
});
