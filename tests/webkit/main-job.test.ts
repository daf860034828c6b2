import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject } from "vitest";
import { boundsOfChange } from "#tests/e2e/bounds-of-change.ts";
import { BALL, NOTHING_ELSE_CHANGED, SAMPLE } from "#tests/e2e/sample.ts";
import { waitFor } from "#tests/integration/wait.ts";
import { erase, marked, openSample, paintTheBall, redo, undo, untilOpen, versions } from "./editor.ts";
import type { Page } from "./page.ts";
import { test } from "./test.ts";

test("someone who has never been here erases an object and downloads the photo, every other pixel as it was", async ({
  page,
}) => {
  await page.goto("/");
  await page.button("Continue with the demo account").click();
  await page.untilAt(/^\/photos$/);
  await page.part("file", "Photos").pick(SAMPLE);
  await untilOpen(page);
  await page.part("progressbar", "Saving photo").hidden();
  await paintTheBall(page);
  await erase(page);
  await expect.poll(() => versions(page).count()).toBe(2);

  await page.reload();
  await page.part("main").text(NOTHING_ELSE_CHANGED).shown();
  expect(await versions(page).count()).toBe(2);

  const changed = await boundsOfChange(SAMPLE, await downloadPng(page));
  expect(changed.count).toBeGreaterThan(500);
  // What is marked, and what is blended around it.
  const reach = BALL.radius * 2;
  expect(changed.left).toBeGreaterThan(BALL.x - reach);
  expect(changed.right).toBeLessThan(BALL.x + reach);
  expect(changed.top).toBeGreaterThan(BALL.y - reach);
  expect(changed.bottom).toBeLessThan(BALL.y + reach);
});

test("what is marked is undone and redone, and a reload keeps it with its history", async ({ page }) => {
  await openSample(page);
  await paintTheBall(page);
  const share = await marked(page).words();
  for (const again of [false, true]) {
    if (again) await page.reload();
    await expect.poll(() => marked(page).words()).toBe(share);
    await undo(page).click();
    await marked(page).hidden();
    await redo(page).click();
    await expect.poll(() => marked(page).words()).toBe(share);
  }
});

test("an edit goes on without the page, and is there when one comes back", async ({ page }) => {
  await openSample(page);
  const editor = await page.path();
  await paintTheBall(page);
  await page.button(/^Erase for/).click();
  await page.button(/^Cancel/).shown();
  await page.goto("/photos");
  await page.goto(editor);
  await expect.poll(() => versions(page).count()).toBe(2);
});

test("cancelling gives the tokens back", async ({ page }) => {
  await openSample(page);
  const left = page.text(/tokens? left/);
  const tokens = await left.words();
  await paintTheBall(page);
  await page.button(/^Erase for/).click();
  await page.button(/^Cancel/).click();
  await page.text(/cancelled/i).shown();
  await expect.poll(() => left.words()).toBe(tokens);
});

async function downloadPng(page: Page): Promise<Buffer> {
  await page.button("Download").click();
  const dialog = page.part("dialog");
  await dialog.part("combobox", "Format").click();
  await page.part("option", /PNG/).click();
  await dialog.button(/^Download/).click();
  const file = join(inject("webkit").downloads, "sample.png");
  return waitFor("the download", () => readFile(file).catch(() => null));
}
