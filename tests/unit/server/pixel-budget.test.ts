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

  test("a picture of 100 MP that waits for a slow provider holds up no other one, and takes its turn after it", async () => {
    const withPixels = createPixelBudget(100e6);
    const answered = Promise.withResolvers<void>();
    const steps: string[] = [];
    const patient = withPixels(100e6, async (room) => {
      room.leave();
      await answered.promise;
      await room.take();
      steps.push("the first goes on");
    });
    const second = job(withPixels, 100e6);
    await settle();
    expect(second.started).toBe(true);
    answered.resolve();
    await settle();
    expect(steps).toEqual([]);
    second.end();
    await patient;
    expect(steps).toEqual(["the first goes on"]);
  });

  test("room that is left or taken twice counts once", async () => {
    const withPixels = createPixelBudget(10);
    await withPixels(10, async (room) => {
      await room.take();
      room.leave();
      room.leave();
    });
    const [one, two] = [job(withPixels, 10), job(withPixels, 1)];
    await settle();
    expect([one.started, two.started]).toEqual([true, false]);
    one.end();
    two.end();
  });

  test("a failing job gives its room back", async () => {
    const withPixels = createPixelBudget(10);
    await expect(withPixels(10, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(withPixels(10, () => Promise.resolve("yes"))).resolves.toBe("yes");
  });
});
