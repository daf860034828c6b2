import { describe, expect, test } from "vitest";
import { createPixelBudget } from "#lib/server/pixel-budget.ts";

/** A job that runs until it is told to end. */
function job(withPixels: ReturnType<typeof createPixelBudget>, pixels: number) {
  const state = { started: false, end: () => {}, done: Promise.resolve() };
  state.done = withPixels(pixels, () => {
    state.started = true;
    return new Promise<void>((resolve) => {
      state.end = resolve;
    });
  });
  return state;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("pixel budget", () => {
  test("pictures that fit together run together, the next waits for room", async () => {
    const withPixels = createPixelBudget(100);
    const [first, second, third] = [job(withPixels, 60), job(withPixels, 40), job(withPixels, 10)];
    await settle();
    expect([first.started, second.started, third.started]).toEqual([true, true, false]);
    second.end();
    await second.done;
    await settle();
    expect(third.started).toBe(true);
  });

  test("a picture larger than the budget runs alone and is not overtaken", async () => {
    const withPixels = createPixelBudget(100);
    const [small, huge, late] = [job(withPixels, 10), job(withPixels, 5000), job(withPixels, 10)];
    await settle();
    expect([small.started, huge.started, late.started]).toEqual([true, false, false]);
    small.end();
    await small.done;
    await settle();
    expect([huge.started, late.started]).toEqual([true, false]);
    huge.end();
    await huge.done;
    await settle();
    expect(late.started).toBe(true);
  });

  test("a failing job gives its room back", async () => {
    const withPixels = createPixelBudget(10);
    await expect(withPixels(10, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(withPixels(10, () => Promise.resolve("yes"))).resolves.toBe("yes");
  });
});
