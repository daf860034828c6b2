import { expect } from "vitest";
import { look, marked, onStage, openSample, percentMarked, stage, undo, zoom } from "./editor.ts";
import { MadePointers } from "./made-pointers.ts";
import type { Page } from "./page.ts";
import { test } from "./test.ts";

test("a stroke that leaves the stage and the window ends where it is let go", async ({ page }) => {
  await openSample(page);
  const at = await onStage(page);
  const row = at(0.4, 0.5);
  await page.mouse.drag(row, at(0.2, 0.5), { ...row, x: 0 });
  const share = await marked(page).words();
  for (const x of [0.5, 0.6]) await page.mouse.move(at(x, 0.7));
  expect(await marked(page).words()).toBe(share);
  await takeBack(page);

  await page.mouse.move(row);
  await page.mouse.down();
  const outside = new MadePointers(page).mouse();
  await outside.move({ ...row, x: -40 });
  await outside.up({ ...row, x: -40 });
  await marked(page).shown();
  await page.mouse.up();
  await takeBack(page);
});

test("a mouse button let go where the page is not told has been let go", async ({ page }) => {
  await openSample(page);
  const at = await onStage(page);
  await page.mouse.move(at(0.4, 0.5));
  await page.mouse.down();
  await page.mouse.move(at(0.45, 0.5));
  await new MadePointers(page).mouse().hover(at(0.5, 0.6));
  await expect.poll(() => undo(page).isEnabled()).toBe(true);
  const share = await marked(page).words();
  for (const x of [0.55, 0.6, 0.65]) await page.mouse.move(at(x, 0.6));
  expect(await marked(page).words()).toBe(share);
  await page.mouse.up();

  // A dab elsewhere is the next step, and undo takes back that one alone.
  await page.mouse.click(at(0.4, 0.7));
  await expect.poll(() => marked(page).words()).not.toBe(share);
  await page.press("Control+z");
  await expect.poll(() => marked(page).words()).toBe(share);
  await takeBack(page);
});

test("one finger paints, a second one takes its dab back and both zoom, two that go the same way move the photo", async ({
  page,
}) => {
  await openSample(page);
  const at = await onStage(page);
  const hands = new MadePointers(page);
  const [first, second] = [hands.finger(0), hands.finger(1)];

  await first.stroke(at(0.4, 0.5), at(0.45, 0.5), at(0.5, 0.5));
  await marked(page).shown();
  await takeBack(page);

  const fitted = await zoom(page).words();
  await first.down(at(0.45, 0.5));
  await second.down(at(0.55, 0.5));
  for (const apart of [0.05, 0.1, 0.15]) {
    await first.move(at(0.45 - apart, 0.5));
    await second.move(at(0.55 + apart, 0.5));
  }
  await first.up(at(0.3, 0.5));
  await second.up(at(0.7, 0.5));
  await expect.poll(() => zoom(page).words()).not.toBe(fitted);
  expect(await undo(page).isEnabled()).toBe(false);

  const [before, zoomed] = [await look(page), await zoom(page).words()];
  await first.down(at(0.4, 0.5));
  await second.down(at(0.6, 0.5));
  for (const y of [0.55, 0.6, 0.65]) {
    await first.move(at(0.4, y));
    await second.move(at(0.6, y));
  }
  await first.up(at(0.4, 0.65));
  await second.up(at(0.6, 0.65));
  await expect.poll(() => look(page)).not.toBe(before);
  expect(await zoom(page).words()).toBe(zoomed);
  expect(await undo(page).isEnabled()).toBe(false);
});

test("what the system takes a finger away from is not marked, and a finger that rests is a dab and opens no menu", async ({
  page,
}) => {
  await openSample(page);
  const at = await onStage(page);
  const finger = new MadePointers(page).finger(0);
  await finger.down(at(0.4, 0.5));
  await finger.move(at(0.5, 0.5));
  await finger.cancel(at(0.5, 0.5));
  await finger.stroke(at(0.6, 0.5), at(0.62, 0.5));
  await marked(page).shown();
  await takeBack(page);

  await finger.down(at(0.5, 0.5));
  const opensMenu = await stage(page).evaluate((element) =>
    element.dispatchEvent(new PointerEvent("contextmenu", { bubbles: true, cancelable: true, pointerType: "touch" })),
  );
  expect(opensMenu).toBe(false);
  await finger.up(at(0.5, 0.5));
  await marked(page).shown();
  await takeBack(page);
});

test("the pen marks as wide as it presses, and from then on a finger moves the photo", async ({ page }) => {
  await openSample(page);
  const at = await onStage(page);
  const hands = new MadePointers(page);
  await page.button("Brush settings").click();
  await page.part("radiogroup", "Pen pressure changes").part("radio", "Size").click();
  await page.press("Escape");

  const widths: number[] = [];
  for (const pressure of [0.2, 1]) {
    await hands.pen(pressure).stroke(at(0.4, 0.5), at(0.44, 0.5), at(0.48, 0.5), at(0.52, 0.5), at(0.56, 0.5));
    widths.push(await percentMarked(page));
    await takeBack(page);
  }
  const [soft = 0, hard = 0] = widths;
  expect(hard).toBeGreaterThan(soft * 2);

  const before = await look(page);
  await expect
    .poll(async () => {
      // The hand beside the pen does nothing for as long as the pen is near.
      await hands.finger(0).stroke(at(0.5, 0.5), at(0.5, 0.55), at(0.5, 0.6));
      return look(page);
    })
    .not.toBe(before);
  expect(await undo(page).isEnabled()).toBe(false);
});

/** Undoes the only step. */
async function takeBack(page: Page): Promise<void> {
  await page.press("Control+z");
  await marked(page).hidden();
  await expect.poll(() => undo(page).isEnabled()).toBe(false);
}
