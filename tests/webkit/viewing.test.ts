import sharp from "sharp";
import { expect } from "vitest";
import { BALL, NOTHING_ELSE_CHANGED, SAMPLE_SIZE } from "#tests/e2e/sample.ts";
import {
  ASIDE,
  comparedIn,
  differenceOfHalves,
  distance,
  isRed,
  NAMES,
  onlyPatch,
  overhang,
  type Pixel,
  readStage,
  type Shown,
  samplePixel,
} from "#tests/e2e/viewing.ts";
import { erase, onStage, openSample, paintTheBall, stage, zoom } from "./editor.ts";
import type { Page, Place } from "./page.ts";
import type { Part } from "./part.ts";
import { test } from "./test.ts";

/** Around the patch, and what the zoom is rounded by. */
const OUTLINE = 16;

test("a result is compared with what was there before by the slider, by a held button or key, and by the map of the difference", async ({
  page,
}) => {
  await openSample(page);
  const ball = await settled(page, BALL, isRed);
  await paintTheBall(page);
  await erase(page);
  const empty = await settled(page, BALL, (pixel) => distance(pixel, ball) > 30);
  const isBefore = (pixel: Pixel) => distance(pixel, ball) < 12;
  const isAfter = (pixel: Pixel) => distance(pixel, empty) < 12;

  const compared = comparedIn(await page.part("main").text(NOTHING_ELSE_CHANGED).words());
  const all = SAMPLE_SIZE.width * SAMPLE_SIZE.height;
  expect(compared).toBeGreaterThan(all * 0.9);
  expect(compared).toBeLessThan(all - 20_000);

  await page.press("k");
  await expect.poll(() => page.part("slider", NAMES.slider).isFocused()).toBe(true);
  await page.press("End");
  await settled(page, BALL, isBefore);
  await page.press("Home");
  await settled(page, BALL, isAfter);
  await page.press("Escape");

  const hold = page.button(NAMES.hold);
  await page.mouse.move(await middleOf(hold));
  await page.mouse.down();
  await isPressed(hold, true);
  await settled(page, BALL, isBefore);
  await page.mouse.move({ x: 700, y: 300 });
  await page.mouse.up();
  await isPressed(hold, false);
  await settled(page, BALL, isAfter);
  await page.holding("v", async () => {
    await isPressed(hold, true);
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await isPressed(hold, false);
  });
  await hold.focus();
  await page.holding("Space", () => isPressed(hold, true));
  await isPressed(hold, false);

  await page.press("d");
  await settled(page, ASIDE, (pixel) => distance(pixel, [0, 0, 0]) === 0);
  const bounds = (await look(page)).boundsOfLight();
  expect(overhang(bounds, await page.evaluate(onlyPatch))).toBeLessThanOrEqual(OUTLINE);
  expect(bounds.right - bounds.left).toBeGreaterThan(100);
});

test("side by side both move as one, and the mini-map brings the photo's corner to the stage", async ({ page }) => {
  await openSample(page);
  await paintTheBall(page);
  await erase(page);
  const at = await onStage(page);
  await page.press("y");
  await isPressed(page.button(NAMES.sideBySide), true);
  await page.mouse.wheel(at(0.75, 0.5), -240);
  const box = await stage(page).box();
  await expect.poll(async () => differenceOfHalves(await look(page), box)).toBe(0);
  await page.press("Escape", "0");

  const map = page.part("application", NAMES.map);
  await map.hidden();
  await page.press("1");
  const { x, y } = await map.box();
  await page.mouse.drag(await middleOf(map), { x: x + 20, y: y + 20 }, { x: x + 1, y: y + 1 });
  const shown = async () => (await look(page)).at(200, 200);
  const inCorner = await samplePixel(200);
  await expect.poll(async () => distance(await shown(), inCorner)).toBeLessThan(16);
  await map.focus();
  await page.press("Shift+ArrowRight");
  const beside = await samplePixel(SAMPLE_SIZE.width - Math.floor(box.width) + 200);
  await expect.poll(async () => distance(await shown(), beside)).toBeLessThan(16);
});

/** What the stage shows now. */
async function look(page: Page): Promise<Shown> {
  const { x, y, width, height } = await stage(page).box();
  const box = { left: x, top: y, width: Math.floor(width), height: Math.floor(height) };
  return readStage(
    await sharp(await page.picture())
      .extract(box)
      .png()
      .toBuffer(),
    await zoom(page).words(),
  );
}

/** Waits until a pixel of the photo is as it should be, and answers it. */
async function settled(page: Page, at: Place, isRight: (pixel: Pixel) => boolean): Promise<Pixel> {
  let pixel: Pixel = [];
  await expect
    .poll(async () => {
      pixel = (await look(page)).pixel(at);
      return isRight(pixel);
    })
    .toBe(true);
  return pixel;
}

async function isPressed(button: Part, is: boolean): Promise<void> {
  await expect.poll(() => button.attribute("aria-pressed")).toBe(String(is));
}

async function middleOf(part: Part): Promise<Place> {
  const { x, y, width, height } = await part.box();
  return { x: x + width / 2, y: y + height / 2 };
}
