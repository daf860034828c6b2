import { expect } from "vitest";
import { BALL, NOTHING_ELSE_CHANGED, SAMPLE_SIZE } from "#tests/e2e/sample.ts";
import type { Page, Place } from "./page.ts";

/** The sample photo in the editor of the demo account. How one gets there by hand, the main job shows. */
export async function openSample(page: Page): Promise<void> {
  await page.goto("/");
  const id = await page.evaluate(async () => {
    await fetch("/api/v1/auth/demo", { method: "POST" });
    const body = new FormData();
    body.set("file", await (await fetch("/sample.jpg")).blob(), "sample.jpg");
    const image = await (await fetch("/api/v1/images", { method: "POST", body })).json();
    return image.id as string;
  });
  await page.goto(`/edit/${id}`);
  await untilOpen(page);
}

/** Waits until a photo can be painted on. */
export async function untilOpen(page: Page): Promise<void> {
  await page.untilAt(/^\/edit\//);
  await stage(page).shown();
  await page.text(/tokens? left/).shown();
}

/** The photo one paints on. */
export const stage = (page: Page) => page.part("application", /^Photo /);
export const undo = (page: Page) => page.part("banner").part("button", "Undo");
export const redo = (page: Page) => page.part("banner").part("button", "Redo");
export const zoom = (page: Page) => page.button(/^Zoom \d+ %/);
export const marked = (page: Page) => page.text(/% marked/);
export const versions = (page: Page) => page.part("navigation", "Versions").part("listitem");

/** How much of the photo is marked, in percent. */
export async function percentMarked(page: Page): Promise<number> {
  return Number.parseFloat(await marked(page).words());
}

/** Where shares of the stage's width and height lie on the page. */
export async function onStage(page: Page): Promise<(x: number, y: number) => Place> {
  const box = await stage(page).box();
  return (x, y) => ({ x: box.x + box.width * x, y: box.y + box.height * y });
}

/** Where pixels of the sample photo, which lies fitted in the middle of the stage, are on the page. */
export async function onPhoto(page: Page): Promise<(x: number, y: number) => Place> {
  const box = await stage(page).box();
  const scale = Number.parseInt(await zoom(page).words(), 10) / 100;
  return (x, y) => ({
    x: box.x + box.width / 2 + (x - SAMPLE_SIZE.width / 2) * scale,
    y: box.y + box.height / 2 + (y - SAMPLE_SIZE.height / 2) * scale,
  });
}

/** A zigzag over the ball of the sample photo. */
export async function paintTheBall(page: Page): Promise<void> {
  const at = await onPhoto(page);
  const { x, y, radius } = BALL;
  const rows = [-1, -0.66, -0.33, 0, 0.33, 0.66, 1];
  const way = rows.map((row, index) => at(x + radius * (index % 2 === 0 ? 0.8 : -0.8), y + radius * row));
  await page.mouse.drag(at(x - radius * 0.8, y - radius), ...way);
}

/** Runs what is marked and waits until the result is shown and proven. */
export async function erase(page: Page): Promise<void> {
  await page.button(/^Erase for \d+ tokens?$/).click();
  await page.part("main").text(NOTHING_ELSE_CHANGED).shown();
}

export async function choose(page: Page, tool: string): Promise<void> {
  await page.button(tool).click();
  await expect.poll(() => page.button(tool).attribute("aria-pressed")).toBe("true");
}

export async function clearMask(page: Page): Promise<void> {
  await page.button("Clear the mask").click();
  await marked(page).hidden();
}

/** What the photo looks like on the stage. */
export const look = (page: Page): Promise<string> =>
  stage(page).evaluate((element) => element.querySelector("canvas")?.toDataURL() ?? "");
