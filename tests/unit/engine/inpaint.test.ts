import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyModel } from "#lib/engine/bundled-model.ts";
import type { FillInput } from "#lib/engine/fill.ts";
import { inpaint } from "#lib/engine/inpaint.ts";
import { loadNet, MIGAN, type Net } from "#lib/engine/session.ts";
import { backgroundAt, circle, pictureWithHole } from "#tests/fixtures/holes.ts";

const net = await loadNet();
const ENGINES: [string, Net | null][] = [
  ["MI-GAN", net],
  ["the exemplar fill", null],
];
const ignore = () => {};

/** Mean difference to what is behind the object, in levels, over the hole. */
function errorIn(input: FillInput, pixels: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < input.mask.length; pixel++) {
    if (!input.mask[pixel]) continue;
    const behind = backgroundAt(pixel % input.width, Math.floor(pixel / input.width), input.width, input.height);
    for (let c = 0; c < 3; c++) sum += Math.abs((pixels[pixel * 3 + c] as number) - (behind[c] as number));
    count += 3;
  }
  return sum / count;
}

function changedOutside(input: FillInput, pixels: Uint8Array): number {
  let changed = 0;
  for (let at = 0; at < pixels.length; at++) {
    if (!input.mask[Math.floor(at / 3)] && pixels[at] !== input.pixels[at]) changed++;
  }
  return changed;
}

describe.each(ENGINES)("%s", (_, engine) => {
  test("removes an object from a plain background, and touches nothing else", async () => {
    const input = circle(300, 40);
    const { pixels } = await inpaint(input, engine, ignore);
    expect(changedOutside(input, pixels)).toBe(0);
    expect(errorIn(input, pixels)).toBeLessThan(12);
  });

  test("fills the same hole the same way every time", async () => {
    const [first, second] = [
      await inpaint(circle(200, 30), engine, ignore),
      await inpaint(circle(200, 30), engine, ignore),
    ];
    expect(Buffer.compare(first.pixels, second.pixels)).toBe(0);
  });

  test.each<[string, FillInput]>([
    ["a single pixel", circle(120, 0)],
    ["a corner", circle(120, 30, { x: 0, y: 0 })],
    ["a whole edge", pictureWithHole(150, 100, (x) => x < 20)],
    ["the smallest picture", circle(16, 3)],
    ["a narrow strip", pictureWithHole(400, 16, (x) => x > 180 && x < 220)],
    ["all but a rim", pictureWithHole(90, 90, (x, y) => x > 3 && y > 3 && x < 86 && y < 86)],
  ])("fills %s", async (__, input) => {
    const { pixels } = await inpaint(input, engine, ignore);
    expect(changedOutside(input, pixels)).toBe(0);
    expect(errorIn(input, pixels)).toBeLessThan(40);
  });

  test("fills marks far apart through squares of their own, and tells how far it is", async () => {
    const input = pictureWithHole(1400, 300, (x, y) => Math.hypot((x % 1100) - 150, y - 150) < 40);
    const fractions: number[] = [];
    const { pixels } = await inpaint(input, engine, (fraction) => fractions.push(fraction));
    expect(fractions.length).toBeGreaterThanOrEqual(2);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(errorIn(input, pixels)).toBeLessThan(12);
  });
});

test("whatever the hole, no known pixel changes", async () => {
  const holes = fc.array(fc.record({ x: fc.nat(99), y: fc.nat(79), radius: fc.integer({ min: 0, max: 25 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(holes, async (discs) => {
      const input = pictureWithHole(100, 80, (x, y) =>
        discs.some((disc) => Math.hypot(x - disc.x, y - disc.y) <= disc.radius),
      );
      const { pixels } = await inpaint(input, null, ignore);
      expect(changedOutside(input, pixels)).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test("without a model, a picture that is all hole is refused: there is nothing to continue", async () => {
  const all = pictureWithHole(64, 64, () => true);
  await expect(inpaint(all, null, ignore)).rejects.toMatchObject({ code: "mask_rejected" });
  expect((await inpaint(all, net, ignore)).pixels).toHaveLength(64 * 64 * 3);
});

test("weights that are not exactly the expected ones are not loaded", () => {
  expect(() => verifyModel(MIGAN, new Uint8Array(100))).toThrow(/not the expected ones/);
});
