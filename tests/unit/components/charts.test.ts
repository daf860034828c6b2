import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelled, linesOf, stack, ticksUpTo } from "#components/admin/charts/scale.ts";

describe("an axis", () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [97, [0, 25, 50, 75, 100]],
    [12_345, [0, 5_000, 10_000, 15_000]],
    [0.3, [0, 0.1, 0.2, 0.3]],
  ])("up to %f is labelled with round values", (most, ticks) => {
    expect(ticksUpTo(most)).toEqual(ticks);
  });

  test("always begins at nothing, ends no lower than what is drawn, and in even steps", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.integer({ min: 2, max: 8 }), (most, count) => {
        const ticks = ticksUpTo(most, count);
        const [first, second] = ticks as [number, number];
        expect(first).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(ticks.length - 1).toBeLessThanOrEqual(count);
        // No more than the room of one step is left over.
        expect((ticks.at(-1) ?? 0) - most).toBeLessThan(second * (1 + 1e-9));
      }),
    );
  });
});

test("parts of a bar stand on top of one another, and end at their sum", () => {
  expect(stack([3, 0, 2])).toEqual([
    { from: 0, to: 3 },
    { from: 3, to: 3 },
    { from: 3, to: 5 },
  ]);
  expect(stack([])).toEqual([]);
});

test("a line has a gap where there is nothing to tell, and is upside down as screens are", () => {
  expect(linesOf([2, null, 0, 1], 2)).toEqual([
    [{ x: 0.125, y: 0 }],
    [
      { x: 0.625, y: 1 },
      { x: 0.875, y: 0.5 },
    ],
  ]);
  expect(linesOf([null, null], 1)).toEqual([]);
});

test("the first and the last day are named, and some between", () => {
  expect(labelled(30)).toEqual([0, 7, 15, 22, 29]);
  expect(labelled(3)).toEqual([0, 1, 2]);
  expect(labelled(1)).toEqual([0]);
  expect(labelled(0)).toEqual([]);
});
