import { expect, test } from "vitest";
import { fromTheMiddle, levelFor, onDevice, tileRect, tilesTouching } from "#lib/client/view/tile-plan.ts";

const PYRAMID = { width: 5000, height: 3000, size: 1024, levels: 4 };

test.each([
  [4, 0],
  [1, 0],
  [0.8, 0],
  [0.62, 1],
  [0.5, 1],
  [0.3, 2],
  [0.01, 3],
])("at %d device pixels per image pixel level %i is drawn", (scale, level) => {
  expect(levelFor(scale, PYRAMID.levels)).toBe(level);
});

test("only tiles that touch the visible part are asked for", () => {
  expect(tilesTouching(PYRAMID, 0, { x: 1000, y: 1024, width: 100, height: 10 })).toEqual({
    left: 0,
    top: 1,
    right: 2,
    bottom: 2,
  });
  expect(tilesTouching(PYRAMID, 0, { x: 0, y: 0, width: 5000, height: 3000 })).toMatchObject({ right: 5, bottom: 3 });
  expect(tilesTouching(PYRAMID, 3, { x: 0, y: 0, width: 5000, height: 3000 })).toMatchObject({ right: 1, bottom: 1 });
  expect(fromTheMiddle(tilesTouching(PYRAMID, 0, { x: 10, y: 10, width: 0, height: 0 }), 0)).toEqual([]);
});

test("what lies in the middle comes first", () => {
  const order = fromTheMiddle({ left: 0, top: 0, right: 3, bottom: 3 }, 1);
  expect(order).toHaveLength(9);
  expect(order[0]).toEqual({ level: 1, x: 1, y: 1 });
});

test("the last tiles end with the picture", () => {
  expect(tileRect(PYRAMID, { level: 0, x: 4, y: 2 })).toEqual({ x: 4096, y: 2048, width: 904, height: 952 });
  expect(tileRect(PYRAMID, { level: 2, x: 1, y: 0 })).toEqual({ x: 4096, y: 0, width: 904, height: 3000 });
});

test("neighbouring tiles share their edge at any zoom", () => {
  for (const scale of [0.137, 0.333, 0.77, 1.91]) {
    const view = { scale, x: 13.37, y: -4.2 };
    const left = onDevice(view, 2, tileRect(PYRAMID, { level: 0, x: 1, y: 1 }));
    const right = onDevice(view, 2, tileRect(PYRAMID, { level: 0, x: 2, y: 1 }));
    expect(left.x + left.width).toBe(right.x);
    expect(Number.isInteger(left.x)).toBe(true);
  }
});
