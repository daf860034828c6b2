import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { expect, test } from "vitest";
import { GUIDE_PICTURES, GUIDE_SECTIONS } from "#components/guide/sections.ts";

const FOLDER = fileURLToPath(new URL("../../../public/guide/", import.meta.url));
/** Of all pictures together. */
const MOST_BYTES = 600_000;

test.each(Object.entries(GUIDE_PICTURES))(
  "the picture %s fills the room that the page keeps for it",
  async (name, room) => {
    const { width, height } = await sharp(`${FOLDER}${name}.webp`).metadata();
    expect(width).toBeGreaterThanOrEqual(room.width);
    expect(height / width).toBeCloseTo(room.height / room.width, 2);
  },
);

test("the guide shows every picture there is, and all of them together are light", () => {
  const shown = GUIDE_SECTIONS.flatMap(({ pictures }) => pictures.map((name) => `${name}.webp`));
  expect(shown.toSorted()).toEqual(readdirSync(FOLDER).toSorted());
  const bytes = shown.reduce((sum, name) => sum + statSync(FOLDER + name).size, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
