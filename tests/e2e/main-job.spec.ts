import { readFileSync } from "node:fs";
import sharp, { type OutputInfo } from "sharp";
import {
  continueWithDemo,
  dropPhoto,
  erase,
  expect,
  NOTHING_ELSE_CHANGED,
  openPhoto,
  type Page,
  paintOver,
  SAMPLE,
  stage,
  test,
} from "./test.ts";

test("someone who has never been here erases an object and downloads the photo, every other pixel as it was", async ({
  page,
}) => {
  await continueWithDemo(page);
  await dropPhoto(page, SAMPLE);

  await paintOver(page, { x: 0.45, y: 0.45 }, { x: 0.55, y: 0.55 });
  await expect(page.getByText(/% marked/)).toBeVisible();
  await erase(page);

  await test.step("slide between before and after", async () => {
    await page.getByRole("button", { name: "Compare before and after" }).click();
    const slider = page.getByRole("slider", { name: "Before and after" });
    const box = await slider.boundingBox();
    if (!box) throw new Error("the slider is not visible");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 150, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    expect(Number(await slider.getAttribute("aria-valuenow"))).toBeGreaterThan(50);
  });

  const before = await sharp(SAMPLE, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true });
  const after = await sharp(await downloadPng(page), { ignoreIcc: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(after.info).toMatchObject({ width: before.info.width, height: before.info.height });

  const changed = boundsOfChange(before, after.data);
  // What was painted lies around the middle of the stage, and the photo fits the stage around its middle.
  expect(changed.count).toBeGreaterThan(500);
  expect(changed.left).toBeGreaterThan(before.info.width * 0.3);
  expect(changed.right).toBeLessThan(before.info.width * 0.7);
  expect(changed.top).toBeGreaterThan(before.info.height * 0.3);
  expect(changed.bottom).toBeLessThan(before.info.height * 0.7);
});

test("an edit goes on without the page, and is there when one comes back", async ({ page }) => {
  await continueWithDemo(page);
  await openPhoto(page, SAMPLE);
  await paintOver(page, { x: 0.3, y: 0.5 }, { x: 0.4, y: 0.6 });
  await page.getByRole("button", { name: /^Erase for/ }).click();
  await expect(page.getByRole("button", { name: /^Cancel/ }).first()).toBeVisible();
  const editor = page.url();
  await page.goto("/photos");
  await page.goto(editor);
  await expect(page.getByRole("navigation", { name: "Versions" }).getByRole("listitem")).toHaveCount(2, {
    timeout: 60_000,
  });
});

test("cancelling gives the tokens back", async ({ page }) => {
  await continueWithDemo(page);
  await openPhoto(page, SAMPLE);
  const left = await page.getByText(/tokens? left/).textContent();
  await paintOver(page, { x: 0.3, y: 0.3 }, { x: 0.6, y: 0.6 });
  await page.getByRole("button", { name: /^Erase for/ }).click();
  await page
    .getByRole("button", { name: /^Cancel/ })
    .first()
    .click();
  await expect(page.getByText(/cancelled/i).first()).toBeVisible();
  await expect(page.getByText(left as string)).toBeVisible();
});

test("by keyboard alone: open, paint, erase, compare, download", async ({ page }) => {
  await page.goto("/");
  await tabTo(page, page.getByRole("button", { name: "Continue with the demo account" }));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/photos");
  const chooser = page.waitForEvent("filechooser");
  await tabTo(page, page.getByRole("button", { name: /photo/i }).first());
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(SAMPLE);
  await page.waitForURL("**/edit/*");

  await tabTo(page, stage(page));
  await page.keyboard.press("Enter");
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/% marked/)).toBeVisible();

  await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("main").getByText(NOTHING_ELSE_CHANGED)).toBeVisible({ timeout: 60_000 });

  await tabTo(page, page.getByRole("button", { name: "Compare before and after" }));
  await page.keyboard.press("Enter");
  const slider = page.getByRole("slider", { name: "Before and after" });
  await tabTo(page, slider);
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuenow", "100");

  await tabTo(page, page.getByRole("button", { name: "Download" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await tabTo(page, dialog.getByRole("button", { name: /^Download/ }));
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toMatch(/^sample\.\w+$/);
});

type Locator = ReturnType<typeof stage>;

/** Moves the focus as someone without a mouse would. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${target}`);
}

async function downloadPng(page: Page): Promise<Buffer> {
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Format" }).click();
  await page.getByRole("option", { name: /PNG/ }).click();
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: /^Download/ }).click();
  return readFileSync(await (await saved).path());
}

function boundsOfChange(before: { data: Buffer; info: OutputInfo }, after: Buffer) {
  const { width, channels } = before.info;
  const bounds = { count: 0, left: Infinity, right: -1, top: Infinity, bottom: -1 };
  for (let at = 0; at < before.data.length; at++) {
    if (before.data[at] === after[at]) continue;
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    bounds.count++;
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}
