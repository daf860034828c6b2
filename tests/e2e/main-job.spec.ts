import { boundsOfChange } from "./bounds-of-change.ts";
import { SAMPLE_SIZE } from "./sample.ts";
import {
  continueWithDemo,
  dropPhoto,
  erase,
  expect,
  openSample,
  type Page,
  paintOver,
  SAMPLE,
  savedBy,
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

  const changed = await boundsOfChange(SAMPLE, await downloadPng(page));
  // What was painted lies around the middle of the stage, and the photo fits the stage around its middle.
  expect(changed.count).toBeGreaterThan(500);
  expect(changed.left).toBeGreaterThan(SAMPLE_SIZE.width * 0.3);
  expect(changed.right).toBeLessThan(SAMPLE_SIZE.width * 0.7);
  expect(changed.top).toBeGreaterThan(SAMPLE_SIZE.height * 0.3);
  expect(changed.bottom).toBeLessThan(SAMPLE_SIZE.height * 0.7);
});

test("an edit goes on without the page, and is there when one comes back", async ({ page, baseURL }) => {
  await openSample(page, baseURL as string);
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

test("cancelling gives the tokens back", async ({ page, baseURL }) => {
  await openSample(page, baseURL as string);
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

async function downloadPng(page: Page): Promise<Buffer> {
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Format" }).click();
  await page.getByRole("option", { name: /PNG/ }).click();
  return (await savedBy(page, () => dialog.getByRole("button", { name: /^Download/ }).click())).bytes;
}
