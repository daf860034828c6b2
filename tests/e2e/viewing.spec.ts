import type { Point } from "#lib/domain/geometry.ts";
import { SAMPLE_SIZE } from "./sample.ts";
import { BALL, erase, expect, NOTHING_ELSE_CHANGED, openSample, type Page, paintTheBall, stage, test } from "./test.ts";
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
  samplePixel,
} from "./viewing.ts";

/** Around the patch, and what the zoom is rounded by. */
const OUTLINE = 16;

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("a result is compared with what was there before in every way, by mouse and by keys", async ({ page }) => {
  const ball = await settled(page, BALL, isRed);
  await paintTheBall(page);
  await erase(page);
  const empty = await settled(page, BALL, (pixel) => distance(pixel, ball) > 30);

  await test.step("the proof counts what lies outside the mask", async () => {
    const proof = await page.getByRole("main").getByText(NOTHING_ELSE_CHANGED).textContent();
    const all = SAMPLE_SIZE.width * SAMPLE_SIZE.height;
    expect(comparedIn(proof ?? "")).toBeGreaterThan(all * 0.9);
    expect(comparedIn(proof ?? "")).toBeLessThan(all - 20_000);
  });

  await test.step("the slider is moved by keys", async () => {
    await page.keyboard.press("k");
    await expect(page.getByRole("slider", { name: NAMES.slider })).toBeFocused();
    await page.keyboard.press("End");
    await settled(page, BALL, (pixel) => distance(pixel, ball) < 12);
    await page.keyboard.press("Home");
    await settled(page, BALL, (pixel) => distance(pixel, empty) < 12);
  });

  await test.step("the version before is there for as long as the button or the key is held", async () => {
    await page.keyboard.press("Escape");
    const button = page.getByRole("button", { name: NAMES.hold });
    await button.hover();
    await page.mouse.down();
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await settled(page, BALL, (pixel) => distance(pixel, ball) < 12);
    await page.mouse.move(700, 300);
    await page.mouse.up();
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await settled(page, BALL, (pixel) => distance(pixel, empty) < 12);
    await page.keyboard.down("v");
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.up("v");
    await button.focus();
    await page.keyboard.down("Space");
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await page.keyboard.up("Space");
    await expect(button).toHaveAttribute("aria-pressed", "false");
  });

  await test.step("the map of the difference is black wherever nothing could change", async () => {
    await page.keyboard.press("d");
    await settled(page, ASIDE, (pixel) => distance(pixel, [0, 0, 0]) === 0);
    const bounds = (await look(page)).boundsOfLight();
    expect(overhang(bounds, await page.evaluate(onlyPatch))).toBeLessThanOrEqual(OUTLINE);
    expect(bounds.right - bounds.left).toBeGreaterThan(100);
  });

  await test.step("side by side, both move as one", async () => {
    await page.keyboard.press("y");
    await expect(page.getByText("After", { exact: true })).toBeVisible();
    const box = await boxOf(page);
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5);
    await page.mouse.wheel(0, -240);
    await expect.poll(async () => differenceOfHalves(await look(page), box)).toBe(0);
    await page.keyboard.press("Escape");
  });

  await test.step("the mini-map brings the photo's corner to the stage", async () => {
    await page.keyboard.press("0");
    const map = page.getByRole("application", { name: NAMES.map });
    await expect(map).toBeHidden();
    await page.keyboard.press("1");
    const box = await map.boundingBox();
    if (!box) throw new Error("the mini-map is not visible");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 1, box.y + 1, { steps: 4 });
    await page.mouse.up();
    const shown = async () => (await look(page)).at(200, 200);
    const inCorner = await samplePixel(200);
    await expect.poll(async () => distance(await shown(), inCorner)).toBeLessThan(16);
    await map.focus();
    await page.keyboard.press("Shift+ArrowRight");
    const beside = await samplePixel(SAMPLE_SIZE.width - Math.floor((await boxOf(page)).width) + 200);
    await expect.poll(async () => distance(await shown(), beside)).toBeLessThan(16);
  });
});

async function boxOf(page: Page) {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  return box;
}

/** What the stage shows now. */
async function look(page: Page) {
  const zoom = await page.getByRole("button", { name: /^Zoom \d+ %/ }).textContent();
  return readStage(await stage(page).screenshot(), zoom ?? "");
}

/** Waits until a pixel of the photo is as it should be, and answers it. */
async function settled(page: Page, at: Point, isRight: (pixel: Pixel) => boolean): Promise<Pixel> {
  let pixel: Pixel = [];
  await expect
    .poll(async () => {
      pixel = (await look(page)).pixel(at);
      return isRight(pixel);
    })
    .toBe(true);
  return pixel;
}
