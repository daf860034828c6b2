import { expect, test } from "vitest";
import { wheelIntent } from "#lib/client/view/wheel.ts";

const wheel = (facts: Partial<Parameters<typeof wheelIntent>[0]>) =>
  wheelIntent({ deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false, ...facts });

test("a mouse wheel zooms: towards the picture is larger", () => {
  const away = wheel({ deltaY: 100, wheelDeltaY: -120 });
  const towards = wheel({ deltaY: -100, wheelDeltaY: 120 });
  expect(away.kind === "zoom" && away.factor).toBeLessThan(1);
  expect(towards.kind === "zoom" && towards.factor).toBeGreaterThan(1);
});

test("a pinch on a trackpad zooms", () => {
  const pinch = wheel({ deltaY: -4, ctrlKey: true, wheelDeltaY: 12 });
  expect(pinch.kind === "zoom" && pinch.factor).toBeCloseTo(1.04, 2);
});

test("two fingers on a trackpad pan", () => {
  expect(wheel({ deltaX: 3, deltaY: 7, wheelDeltaY: -21 })).toEqual({ kind: "pan", dx: -3, dy: -7 });
  expect(wheel({ deltaX: 0, deltaY: 7, wheelDeltaY: -21 })).toEqual({ kind: "pan", dx: -0, dy: -7 });
});

test("shift turns a wheel sideways", () => {
  expect(wheel({ deltaY: 100, wheelDeltaY: -120, shiftKey: true })).toEqual({ kind: "pan", dx: -100, dy: 0 });
});

test("a wheel counted in lines zooms as far as one counted in pixels", () => {
  expect(wheel({ deltaY: 3, deltaMode: 1 })).toEqual(wheel({ deltaY: 48, wheelDeltaY: -120 }));
});
