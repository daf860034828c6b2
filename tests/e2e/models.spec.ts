import { chooseOperation, expect, openSample, type Page, stage, test } from "./test.ts";

/** As the panel tells it; the frame on the photo shows the same to those who see. */
const newSize = (page: Page, size: string) => page.getByText(size).and(page.locator(":not([aria-hidden])"));

test("a guest compares the models and narrows them down by what they do and by what is ready", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Models" }).click();
  const table = page.getByRole("table", { name: /^Models by provider/ });
  const rows = table.getByRole("rowheader");
  const eraser = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^Local eraser/ }) });
  await expect(eraser.getByText("Ready", { exact: true })).toBeVisible();
  await expect(eraser.getByText("1 token", { exact: true })).toBeVisible();
  const all = await rows.count();

  await test.step("what is not ready says why", async () => {
    const iopaint = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^IOPaint eraser/ }) });
    await expect(iopaint.getByText("Not ready")).toBeVisible();
    await expect(iopaint.getByText(/IOPAINT_BASE_URL/)).toBeVisible();
  });

  await page.getByRole("radio", { name: "Ready here" }).click();
  await expect(table.getByText("Not ready")).toHaveCount(0);
  expect(await rows.count()).toBeLessThan(all);
  await page.getByRole("combobox", { name: "Operation" }).click();
  await page.getByRole("option", { name: "Erase" }).click();
  await expect(eraser).toBeVisible();
});

test("what an operation needs is asked for before it can be run", async ({ page, baseURL }) => {
  await openSample(page, baseURL as string);
  await expect(page.getByText("Nothing is marked yet")).toBeVisible();

  await test.step("erasing needs a mark, and pressing the button says so", async () => {
    const run = page.getByRole("button", { name: "Erase", exact: true });
    await expect(run).toBeDisabled();
    await stage(page).focus();
    await page.keyboard.press("Control+Enter");
    await expect(page.getByText("Nothing is marked yet. Paint over what should change.")).toBeVisible();
  });

  await test.step("extending needs to know how far, and shows the size it leads to", async () => {
    await chooseOperation(page, "Extend");
    await expect(page.getByText("Say how far to extend the photo.")).toBeVisible();
    await page.getByRole("textbox", { name: "Left" }).fill("400");
    await page.getByRole("textbox", { name: "Left" }).press("Enter");
    await expect(newSize(page, "2,000 × 1,067")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Extend for \d+ tokens?$/ })).toBeEnabled();
  });

  await test.step("upscaling is priced as soon as it is chosen", async () => {
    await chooseOperation(page, "Upscale");
    await expect(page.getByText("3,200 × 2,134")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Upscale for \d+ tokens?$/ })).toBeEnabled();
  });
});

test("how a model is chosen can be said, and which one that is gets told with the reason", async ({
  page,
  baseURL,
}) => {
  await openSample(page, baseURL as string);
  await chooseOperation(page, "Upscale");
  for (const way of ["Cheapest", "Fastest", "Best rated"]) {
    await page.getByRole("radio", { name: way }).click();
    await expect(page.getByText(/models? that can do this/)).toBeVisible();
  }
  await page.getByRole("switch", { name: "If it fails, try another model" }).click();
  await expect(page.getByText("You pay once, never more than the price shown.")).toBeVisible();
});
