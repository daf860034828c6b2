import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { chooseOperation, expect, openSample, type Page, savedBy, stage } from "../test.ts";
import { test } from "./sandbox.ts";
import { chooseModel, facts, run, stagePixels } from "./steps.ts";

/** A row of points on the photo, left of its middle half; shares of the stage. */
const CUT_AWAY = Array.from({ length: 24 }, (_, index) => ({ x: 0.2 + index / 1000, y: 0.5 }));

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("a photo is extended by dragging its frame and by numbers, and going back in history brings its size back", async ({
  page,
  sandbox,
}) => {
  await chooseOperation(page, "Extend");
  await chooseModel(page, "GPT Image 2");
  await drag(page, page.getByRole("slider", { name: "Extend right" }), 60, 0);
  const right = page.getByRole("textbox", { name: "Right" });
  await expect.poll(async () => Number(await right.inputValue())).toBeGreaterThan(50);
  await right.fill("320");
  await right.press("Enter");
  await expect(page.getByText("1,920 × 1,067").first()).toBeVisible();
  await page.getByRole("slider", { name: "Extend right" }).press("ArrowLeft");
  await expect(right).toHaveValue("310");

  const finish = sandbox.hold("openai");
  const edge = await newStrip(page);
  const [empty] = await stagePixels(page, edge);
  await run(page, "Extend");
  await expect.poll(async () => (await stagePixels(page, edge))[0]).not.toEqual(empty);
  finish();
  await expect(page.getByRole("main").getByText(/\b0 of [\d,]+ pixels of the photo itself changed/)).toBeVisible();
  await expect(facts(page)).toContainText("1,600 × 1,067 → 1,910 × 1,067");

  await page.getByRole("button", { name: "Show Original" }).click();
  await page.getByRole("button", { name: "Download", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Download" })).toContainText("1,600 × 1,067");
});

test("an upscaled photo has twice the pixels; without its background it is transparent, on the stage and in the file", async ({
  page,
}) => {
  await chooseOperation(page, "Upscale");
  await chooseModel(page, "Recraft crisp upscale");
  await run(page, "Upscale");
  await expect(facts(page)).toContainText("1,600 × 1,067 → 3,200 × 2,134");

  await page.getByRole("button", { name: "Show Original" }).click();
  await chooseOperation(page, "Remove background");
  await chooseModel(page, "Recraft cut-out");
  await run(page, "Remove background");
  await expect(page.getByRole("main").getByText("0 pixels changed their colour")).toBeVisible();
  // The stand-in keeps the middle half of each side; beside it the two greys of the checkerboard are seen.
  await expect.poll(async () => new Set(await stagePixels(page, ...CUT_AWAY)).size, "checkerboard").toBe(2);
  const png = await downloadPng(page);
  expect(await sharp(png).metadata()).toMatchObject({ width: 1600, height: 1067, hasAlpha: true });
  expect((await sharp(png).stats()).channels[3]).toMatchObject({ min: 0, max: 255 });
});

/** Drags something by so many pixels of the screen. */
async function drag(page: Page, handle: Locator, dx: number, dy: number): Promise<void> {
  const box = await handle.boundingBox();
  if (!box) throw new Error("there is no handle");
  // Off its middle, where the knob is: all of it can be dragged.
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
  await page.mouse.up();
}

/** The middle of the strip that is to be new at the right, as shares of the stage. */
async function newStrip(page: Page) {
  const [frame, canvas] = await Promise.all([
    page.getByRole("slider", { name: "Extend right" }).boundingBox(),
    stage(page).boundingBox(),
  ]);
  if (!frame || !canvas) throw new Error("the frame is not visible");
  const right = frame.x + frame.width / 2;
  return { x: (right - 40 - canvas.x) / canvas.width, y: (frame.y + frame.height / 2 - canvas.y) / canvas.height };
}

async function downloadPng(page: Page): Promise<Buffer> {
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const submit = page.getByRole("dialog").getByRole("button", { name: "Download PNG" });
  return (await savedBy(page, () => submit.click())).bytes;
}
