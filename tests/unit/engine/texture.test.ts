import { describe, expect, test } from "vitest";
import type { NetInput } from "#lib/engine/adapters.ts";
import type { FillInput } from "#lib/engine/fill.ts";
import { inpaint } from "#lib/engine/inpaint.ts";
import type { Net } from "#lib/engine/session.ts";
import { pictureWithHole } from "#tests/fixtures/holes.ts";

const ignore = () => {};
const disc = (side: number, radius: number) => (x: number, y: number) =>
  Math.hypot(x - side / 2, y - side / 2) < radius;

/** A net of 128 pixels that paints what the function says, 0..1 across its square. */
const painting = (paint: (x: number, y: number) => number): Net => ({
  engine: "migan",
  side: 128,
  run: async ({ side, rgb, hole }: NetInput) => {
    const answer = rgb.slice();
    for (let at = 0; at < hole.length; at++) {
      if (hole[at]) answer.fill(paint((at % side) / side, Math.floor(at / side) / side), at * 3, at * 3 + 3);
    }
    return answer;
  },
});

/** A picture painted in grey by a function of its pixels, with a bright object in its hole. */
function painted(side: number, radius: number, paint: (x: number, y: number) => number): FillInput {
  const picture = pictureWithHole(side, side, disc(side, radius));
  for (let at = 0; at < picture.mask.length; at++) {
    if (!picture.mask[at]) picture.pixels.fill(paint(at % side, Math.floor(at / side)), at * 3, at * 3 + 3);
  }
  return picture;
}

/** Mean difference of neighbours in the hole's middle, in levels: how much fine texture there is. */
function textureOf(pixels: Uint8Array, side: number, reach: number): number {
  let sum = 0;
  let count = 0;
  for (let y = side / 2 - reach; y < side / 2 + reach; y++) {
    for (let x = side / 2 - reach; x < side / 2 + reach; x++) {
      sum += Math.abs((pixels[(y * side + x) * 3] as number) - (pixels[(y * side + x + 1) * 3] as number));
      count++;
    }
  }
  return sum / count;
}

const grain = (x: number, y: number) => 128 + (((x * 7919 + y * 104_729) ^ (x * y * 31)) % 41) - 20;

describe.each([
  ["a thin mark", 512, 34],
  ["a thick mark", 512, 120],
])("%s in a grainy surface", (_, side, radius) => {
  test("is filled with grain although the net answers smoothly", async () => {
    const picture = painted(side, radius, grain);
    const { pixels } = await inpaint(
      picture,
      painting(() => 128),
      ignore,
    );
    const around = textureOf(painted(side, 0, grain).pixels, side, 30);
    expect(textureOf(pixels, side, Math.floor(radius / 2))).toBeGreaterThan(0.6 * around);
  });
});

test("an edge that the net continues through a thick mark stays where the net put it", async () => {
  const side = 512;
  const isDark = (x: number) => x < 230;
  // Large enough for the net to be shown the whole picture.
  const picture = painted(side, 130, (x) => (isDark(x) ? 60 : 190));
  const { pixels } = await inpaint(
    picture,
    painting((x) => (isDark(x * side) ? 60 : 190)),
    ignore,
  );
  for (const y of [180, 256, 330]) {
    const row = Array.from({ length: side }, (_, x) => pixels[(y * side + x) * 3] as number);
    expect(Math.abs(row.findIndex((level) => level > 125) - 230)).toBeLessThan(6);
  }
});

test("without a model, stripes go on through the hole", async () => {
  const stripes = (x: number) => (Math.floor(x / 16) % 2 ? 70 : 180);
  const side = 256;
  const { pixels } = await inpaint(painted(side, 40, stripes), null, ignore);
  let wrong = 0;
  for (let x = 90; x < 166; x++) {
    const isBright = (pixels[(128 * side + x) * 3] as number) > 125;
    if (isBright !== stripes(x) > 125) wrong++;
  }
  expect(wrong).toBeLessThan(12);
});
