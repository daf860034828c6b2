import { expect } from "vitest";
import { BALL } from "#tests/e2e/sample.ts";
import { choose, clearMask, look, onPhoto, onStage, openSample, percentMarked, stage, zoom } from "./editor.ts";
import { test } from "./test.ts";

test("shapes mark what they go round, and take away what they go round", async ({ page }) => {
  await openSample(page);
  const at = await onPhoto(page);

  await choose(page, "Rectangle");
  await page.mouse.drag(at(400, 300), at(600, 400), at(800, 700));
  const rectangle = await percentMarked(page);
  await page.part("radio", /^Take away/).click();
  await choose(page, "Ellipse");
  await page.mouse.drag(at(400, 300), at(600, 400), at(800, 700));
  // An ellipse leaves the corners of the rectangle that it is in.
  await expect.poll(async () => (await percentMarked(page)) / rectangle).toBeCloseTo(1 - Math.PI / 4, 1);
  await clearMask(page);

  await page.part("radio", /^Add/).click();
  await choose(page, "Lasso");
  await page.mouse.drag(at(400, 300), at(800, 300), at(800, 700), at(400, 700), at(400, 310));
  await expect.poll(async () => (await percentMarked(page)) / rectangle).toBeCloseTo(1, 1);
  await clearMask(page);

  await choose(page, "Polygon");
  for (const corner of [at(400, 300), at(800, 300), at(800, 700), at(400, 300)]) await page.mouse.click(corner);
  await expect.poll(async () => (await percentMarked(page)) / rectangle).toBeCloseTo(0.5, 1);
});

test("the magic wand and a click on an object mark it, and the eraser takes away what it goes over", async ({
  page,
}) => {
  await openSample(page);
  const at = await onPhoto(page);
  await choose(page, "Magic wand");
  await page.mouse.click(at(BALL.x - 40, BALL.y));
  expect(await percentMarked(page)).toBeGreaterThan(0.2);
  await clearMask(page);

  await choose(page, "Select object");
  await page.mouse.click(at(BALL.x, BALL.y));
  // The ball covers 1.7 % of the photo.
  await page.text(/^Mask covers 1\.[678] %/).shown();
  await page.text(/^Shift-click adds to the object/).shown();

  const whole = await percentMarked(page);
  await choose(page, "Eraser");
  await page.mouse.drag(at(BALL.x - BALL.radius, BALL.y), at(BALL.x, BALL.y), at(BALL.x + BALL.radius, BALL.y));
  await expect.poll(() => percentMarked(page)).toBeLessThan(whole);
});

test("the hand and the held space bar move the photo, the wheel and the buttons zoom, and nothing is marked", async ({
  page,
}) => {
  await openSample(page);
  const at = await onStage(page);
  const fitted = await zoom(page).words();
  await page.button("Zoom in").click();
  await expect.poll(() => zoom(page).words()).not.toBe(fitted);

  await choose(page, "Move");
  const before = await look(page);
  await page.mouse.drag(at(0.5, 0.5), at(0.52, 0.52), at(0.6, 0.6));
  await expect.poll(() => look(page)).not.toBe(before);

  await page.press("b");
  await stage(page).focus();
  const moved = await look(page);
  await page.holding("Space", () => page.mouse.drag(at(0.5, 0.5), at(0.48, 0.48), at(0.4, 0.4)));
  await expect.poll(() => look(page)).not.toBe(moved);

  const zoomed = await zoom(page).words();
  await page.mouse.wheel(at(0.5, 0.5), -240);
  await expect.poll(() => zoom(page).words()).not.toBe(zoomed);
  await page.press("0");
  await expect.poll(() => zoom(page).words()).toBe(fitted);
  await page.text(/% marked/).hidden();
});
