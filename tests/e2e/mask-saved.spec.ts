import { lassoOnDisk, pointsOnDisk } from "#tests/e2e/points-on-disk.ts";
import { isFirefox } from "./firefox.ts";
import { handsOn } from "./hands/hands.ts";
import { expect, openSample, type Page, stage, test } from "./test.ts";

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("a tab closed in the middle of a stroke opens again with what was marked, and undo goes back through it", async ({
  page,
  context,
}) => {
  const lift = await stroke(page, 0.4, 0.4);
  await lift();
  const marked = page.getByText(/% marked/);
  const first = (await marked.textContent()) as string;
  await stroke(page, 0.5, 0.6);
  await expect.poll(() => page.evaluate(pointsOnDisk)).toBeGreaterThan(3);
  await page.close();

  const again = await context.newPage();
  await again.goto(page.url());
  const markedAgain = again.getByText(/% marked/);
  await expect(markedAgain).toBeVisible();
  await expect(markedAgain).not.toHaveText(first);
  await again.getByRole("button", { name: "Undo" }).first().click();
  await expect(markedAgain).toHaveText(first);
  await again.getByRole("button", { name: "Undo" }).first().click();
  await expect(markedAgain).toBeHidden();
  await again.getByRole("button", { name: "Redo" }).first().click();
  await expect(markedAgain).toHaveText(first);
});

test("a tab killed in the middle of a lasso opens again with what it had gone round, as a step that can be undone", async ({
  page,
  context,
}) => {
  const wanted = await markedBy(page, "l");
  await draw(page, "l");
  await expect.poll(() => page.evaluate(lassoOnDisk)).toBe(LASSO_POINTS);
  await kill(page);

  const again = await context.newPage();
  await again.goto(page.url());
  const marked = again.getByText(/% marked/);
  await expect(marked).toHaveText(wanted);
  await again.getByRole("button", { name: "Undo" }).first().click();
  await expect(marked).toBeHidden();
  await again.getByRole("button", { name: "Redo" }).first().click();
  await expect(marked).toHaveText(wanted);
  await again.getByRole("button", { name: "Undo" }).first().click();
  await expect(marked).toBeHidden();
  // It is marked once, and not whenever the photo is opened.
  await again.reload();
  await expect(again.getByRole("button", { name: "Redo" }).first()).toBeEnabled();
  await expect(marked).toBeHidden();
});

for (const { key, shape } of [
  { key: "r", shape: "a rectangle" },
  { key: "o", shape: "an ellipse" },
  { key: "l", shape: "a lasso" },
]) {
  test(`a page left in the middle of ${shape} opens again with what it would have marked`, async ({ page }) => {
    const wanted = await markedBy(page, key);
    await draw(page, key);
    await page.reload();
    await expect(page.getByText(/% marked/)).toHaveText(wanted);
  });
}

test("a polygon that is not closed yet is gone on with where the page is opened again", async ({ page }) => {
  await page.keyboard.press("p");
  const corners: readonly [x: number, y: number][] = [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
  ];
  for (const corner of corners) await click(page, ...corner);
  await page.reload();
  await expect(page.getByRole("button", { name: "Polygon", pressed: true })).toBeVisible();
  await expect(page.getByText(/% marked/)).toBeHidden();
  await click(page, 0.4, 0.4);
  await expect(page.getByText(/% marked/)).toBeVisible();
});

test("on a phone what had risen over the photo is there again, and after the phone was turned", async ({ page }) => {
  const upright = { width: 390, height: 844 };
  await page.setViewportSize(upright);
  await page.getByRole("button", { name: "Edit and versions" }).click();
  const layers = page.getByRole("list", { name: "Layers" });
  await expect(layers).toBeVisible();
  await page.reload();
  await expect(layers).toBeVisible();
  await page.setViewportSize({ width: upright.height, height: upright.width });
  await expect(layers).toBeInViewport();
});

/** Where the pointer is pressed, and where it tells of the way from there. */
const LASSO_POINTS = 1 + 2 * 8;

/** Draws a triangle, or the box around it, with the tool of that key. The hand lets go by what this answers. */
async function draw(page: Page, key: string): Promise<() => Promise<void>> {
  await page.keyboard.press(key);
  const { at, mouse } = await handsOn(page);
  await mouse("pressed", at(0.4, 0.4));
  for (let step = 1; step <= 8; step++) await mouse("moved", at(0.4 + step * 0.025, 0.4));
  for (let step = 1; step <= 8; step++) await mouse("moved", at(0.6, 0.4 + step * 0.025));
  return () => mouse("released", at(0.6, 0.6));
}

/** What drawing so marks once the hand lets go. It is taken back. */
async function markedBy(page: Page, key: string): Promise<string> {
  const marked = page.getByText(/% marked/);
  const lift = await draw(page, key);
  await lift();
  const text = (await marked.textContent()) as string;
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(marked).toBeHidden();
  return text;
}

/** Ends the tab's process: the page is told nothing. Firefox has no command for that, and closes the tab. */
async function kill(page: Page): Promise<void> {
  if (isFirefox(page.context().browser())) return page.close();
  const session = await page.context().newCDPSession(page);
  const killed = page.waitForEvent("crash");
  // Never answered: nobody is left to do so.
  session.send("Page.crash").catch(() => undefined);
  await killed;
}

/** The corners are shares of the stage. */
async function click(page: Page, x: number, y: number): Promise<void> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
}

/** Puts the brush down and draws. It is lifted by what this answers. The corners are shares of the stage. */
async function stroke(page: Page, x: number, y: number): Promise<() => Promise<void>> {
  const { at, mouse } = await handsOn(page);
  await mouse("pressed", at(x, y));
  for (let step = 1; step <= 8; step++) await mouse("moved", at(x + step * 0.0125, y + step * 0.00625));
  return () => mouse("released", at(x + 0.1, y + 0.05));
}
