import { expect } from "vitest";
import { TOOLS } from "#tests/e2e/tool-keys.ts";
import { marked, openSample, percentMarked, stage, versions } from "./editor.ts";
import type { Page } from "./page.ts";
import type { Part } from "./part.ts";
import { test } from "./test.ts";

test("by keys alone a photo is painted on with the cursor that they steer, every shape is drawn, and an edit is run", async ({
  page,
}) => {
  await openSample(page);
  expect(await stage(page).told()).toEqual({ role: "application", name: "Photo sample.jpg" });
  await tabTo(page, stage(page));
  for (const [key, tool] of Object.entries(TOOLS)) {
    await page.press(key);
    await expect.poll(() => page.button(tool).attribute("aria-pressed")).toBe("true");
    expect(await page.button(tool).told()).toMatchObject({ name: tool });
  }

  await page.press("b", "Enter", "Shift+ArrowRight", "Shift+ArrowRight", "Enter");
  const stroke = await percentMarked(page);
  await page.press("e", "Enter", "Shift+ArrowLeft", "Enter");
  await expect.poll(() => percentMarked(page)).toBeLessThan(stroke);
  await page.press("Control+z", "Control+z");
  await marked(page).hidden();

  await page.press("r", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp", "Enter");
  await page.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Enter");
  await page.text(/^Mask covers \d\.\d % in the middle\.$/).shown();
  const whole = await percentMarked(page);
  await page.press("x", "p");
  await page.press("Enter", "Shift+ArrowUp", "Enter", "Shift+ArrowLeft", "Enter");
  await page.text("Corner 3.").shown();
  await page.press("Enter");
  await expect.poll(() => percentMarked(page)).toBeLessThan(whole);
  const cut = await percentMarked(page);
  await page.press("l", "Enter", "Shift+ArrowUp", "Shift+ArrowLeft", "Shift+ArrowDown", "Enter");
  await expect.poll(() => percentMarked(page)).toBeLessThan(cut);

  await page.press("Control+z");
  await page.text(/^Undone: marks on Layer 1\. Mask covers/).shown();
  await page.press("Control+Shift+z");
  await page.text(/^Redone: marks on Layer 1\. Mask covers/).shown();

  await page.press("Control+Enter");
  await page.text("Edit 1 finished: Erase.").shown();
  await expect.poll(() => versions(page).count()).toBe(2);

  await tabTo(page, stage(page));
  await page.press("k");
  const slider = page.part("slider", "Before and after");
  await expect.poll(() => slider.isFocused()).toBe(true);
  await page.press("End");
  await expect.poll(() => slider.attribute("aria-valuetext")).toBe("100% before, 0% after");
  await page.press("Escape");
  await expect.poll(() => stage(page).isFocused()).toBe(true);
});

/** Goes to a part as one does without a mouse, forwards from where one is. */
async function tabTo(page: Page, target: Part): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    if (await target.isFocused()) return;
    await page.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${target}`);
}
