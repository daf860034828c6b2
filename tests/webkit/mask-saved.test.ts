import { expect } from "vitest";
import { lassoOnDisk, pointsOnDisk } from "#tests/e2e/points-on-disk.ts";
import { choose, marked, onStage, openSample, redo, undo } from "./editor.ts";
import type { Page } from "./page.ts";
import { test } from "./test.ts";

/**
 * What becomes of the tab, with no pointer let go. It is not killed: the driver ends the whole browser with a page that
 * crashes, and with it what the browser has stored.
 */
const ENDS = {
  closed: (page: Page) => page.replaceTab(),
  reloaded: (page: Page) => page.reload(),
} as const;

test.for(["closed", "reloaded"] as const)(
  "a tab %s in the middle of a stroke opens again with what was marked, and undo goes back through it",
  async (end, { page }) => {
    await openSample(page);
    const at = await onStage(page);
    const address = await page.path();
    await page.mouse.drag(at(0.4, 0.4), at(0.45, 0.42), at(0.5, 0.45));
    const first = await marked(page).words();
    await page.mouse.move(at(0.5, 0.6));
    await page.mouse.down();
    for (const step of [1, 2, 3, 4, 5, 6, 7, 8]) await page.mouse.move(at(0.5 + step / 80, 0.6 + step / 160));
    await expect.poll(() => page.evaluate(pointsOnDisk)).toBeGreaterThan(3);
    await ENDS[end](page);

    await page.goto(address);
    await expect.poll(() => marked(page).words()).not.toBe(first);
    await undo(page).click();
    await expect.poll(() => marked(page).words()).toBe(first);
    await undo(page).click();
    await marked(page).hidden();
    await redo(page).click();
    await expect.poll(() => marked(page).words()).toBe(first);
  },
);

test.for(["closed", "reloaded"] as const)(
  "a tab %s in the middle of a lasso opens again with what it had gone round, as a step that can be undone",
  async (end, { page }) => {
    await openSample(page);
    const at = await onStage(page);
    const address = await page.path();
    const corners = [at(0.4, 0.4), at(0.6, 0.4), at(0.6, 0.6)] as const;
    await choose(page, "Lasso");
    await page.mouse.drag(...corners);
    const wanted = await marked(page).words();
    await undo(page).click();
    await marked(page).hidden();

    await page.mouse.move(corners[0]);
    await page.mouse.down();
    for (const corner of corners.slice(1)) await page.mouse.move(corner);
    await expect.poll(() => page.evaluate(lassoOnDisk)).toBe(corners.length);
    await ENDS[end](page);

    await page.goto(address);
    await expect.poll(() => marked(page).words()).toBe(wanted);
    await undo(page).click();
    await marked(page).hidden();
    await page.goto(address);
    await expect.poll(() => redo(page).isEnabled()).toBe(true);
    await marked(page).hidden();
  },
);
