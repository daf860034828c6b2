import { readFileSync } from "node:fs";
import { test as base, expect, type Page, type Response } from "@playwright/test";
import { breachOf } from "#tests/contracts.ts";
import { forgiveFirefox, handedToDownloads, isFirefox, type SavedFile } from "./firefox.ts";
import { BALL, NOTHING_ELSE_CHANGED, SAMPLE, SAMPLE_SIZE } from "./sample.ts";

export type { Page };
export { BALL, NOTHING_ELSE_CHANGED, SAMPLE };

/**
 * Tests whose page must stay silent: any error or warning in the console, or uncaught in the page, fails them. A test
 * about a refusal names the line that the browser itself writes about it: `test.use({ expectedNoise: /503/ })`.
 */
export const test = base.extend<{ silence: undefined; contracts: undefined; expectedNoise: RegExp | null }>({
  browser: [
    async ({ browser }, use) => {
      forgiveFirefox(browser);
      await use(browser);
    },
    { scope: "worker" },
  ],
  expectedNoise: [null, { option: true }],
  silence: [
    async ({ page, expectedNoise }, use) => {
      const noise: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") noise.push(message.text());
      });
      page.on("pageerror", (error) => noise.push(String(error)));
      await use(undefined);
      const unexpected = noise.filter((line) => !expectedNoise?.test(line));
      expect(unexpected, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],
  /** The pages take answers for what their contracts say. */
  contracts: [
    async ({ page }, use) => {
      const breaches: Promise<string | null>[] = [];
      page.on("response", (response) => breaches.push(breachIn(response)));
      await use(undefined);
      const broken = (await Promise.all(breaches)).filter((breach) => breach !== null);
      expect(broken, "the API keeps its contracts").toEqual([]);
    },
    { auto: true },
  ],
});

async function breachIn(response: Response): Promise<string | null> {
  const { pathname: path } = new URL(response.url());
  const type = response.headers()["content-type"] ?? "";
  if (!path.startsWith("/api/v1/") || !type.startsWith("application/json")) return null;
  // The page may have gone on before the answer was read.
  const text = await response.text().catch(() => null);
  return text === null
    ? null
    : breachOf({ method: response.request().method(), path, status: response.status(), text });
}

export { expect };

/** A guest opens the demo account from the landing page. */
export async function continueWithDemo(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Continue with the demo account" }).click();
  await page.waitForURL("**/photos");
  await expect(addPhotos(page)).toBeVisible();
}

const addPhotos = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("button", { name: /^(Add|Choose) .*photo/ })
    .first();

/** The sample photo in the editor of the demo account. How one gets there by hand, other tests show. */
export async function openSample(page: Page, origin: string): Promise<void> {
  expect((await page.request.post("/api/v1/auth/demo", { headers: { Origin: origin } })).ok()).toBe(true);
  await openOwnSample(page, origin);
}

/** The sample photo in the editor of whoever is signed in. */
export async function openOwnSample(page: Page, origin: string): Promise<void> {
  const headers = { Origin: origin };
  const file = { name: "sample.jpg", mimeType: "image/jpeg", buffer: readFileSync(SAMPLE) };
  const image = await (await page.request.post("/api/v1/images", { headers, multipart: { file } })).json();
  await page.goto(`/edit/${image.id}`);
  await expectOpen(page);
}

/** Picks a photo in the library, and waits until it can be painted on and is saved. */
export async function openPhoto(page: Page, file: string) {
  await pickPhoto(page, file);
  await expectOpen(page);
  await expectSaved(page);
}

/** Picks a photo in the library, or by another button that asks for one. */
export async function pickPhoto(page: Page, file: string, button = addPhotos(page)): Promise<void> {
  // A button that is shown does nothing before its script has come.
  await expect(async () => {
    const chooser = page.waitForEvent("filechooser", { timeout: 2_000 });
    await button.click();
    await (await chooser).setFiles(file);
  }).toPass();
}

/** Waits until a photo can be painted on, whether or not it has been sent. */
export async function expectOpen(page: Page): Promise<void> {
  await page.waitForURL("**/edit/*");
  await expect(stage(page)).toBeVisible();
  await expect(page.getByText(/tokens? left/)).toBeVisible();
}

/** Waits until the server has the photo of the page's address. */
export async function expectSaved(page: Page): Promise<void> {
  const image = `/api/v1/images/${page.url().split("/").at(-1)}`;
  await expect.poll(async () => (await page.request.get(image)).status(), { timeout: 60_000 }).toBe(200);
  await expect(page.getByRole("progressbar", { name: "Saving photo" })).toBeHidden();
}

/** Drops a photo on the page, as if dragged in from another window, and waits until it can be painted on. */
export async function dropPhoto(page: Page, file: string): Promise<void> {
  const bytes = readFileSync(file).toString("base64");
  const dragged = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([data], "sample.jpg", { type: "image/jpeg" }));
    return transfer;
  }, bytes);
  const main = page.getByRole("main");
  // The page shows that it takes what hovers over it as soon as its script has come.
  await expect(async () => {
    await main.dispatchEvent("dragover", { dataTransfer: dragged });
    await expect(page.getByText("Drop to open")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await main.dispatchEvent("drop", { dataTransfer: dragged });
  await expectOpen(page);
  await expectSaved(page);
}

/** The photo one paints on. */
export const stage = (page: Page) => page.getByRole("application", { name: /^Photo / });

/** A zigzag over a part of the stage; the corners are given as shares of its width and height. */
export async function paintOver(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  const rows = 6;
  await page.mouse.move(...at(from.x, from.y));
  await page.mouse.down();
  for (let row = 0; row <= rows; row++) {
    const y = from.y + ((to.y - from.y) * row) / rows;
    await page.mouse.move(...at(row % 2 === 0 ? to.x : from.x, y), { steps: 6 });
  }
  await page.mouse.up();
}

/** On a phone, where no zoom is shown, the photo fits the width less this margin on each side. */
const PHONE_MARGIN = 12;

/** Paints over the ball of the sample photo, which lies fitted in the middle of the stage. */
export async function paintTheBall(page: Page): Promise<void> {
  const share = await shareOfStage(page);
  const reach = BALL.radius;
  await paintOver(page, share(BALL.x - reach * 0.8, BALL.y - reach), share(BALL.x + reach * 0.8, BALL.y + reach));
}

/** Where a pixel of the sample photo, fitted, lies on the stage: as shares of its width and height. */
export async function shareOfStage(page: Page): Promise<(x: number, y: number) => { x: number; y: number }> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  const zoom = page.getByRole("button", { name: /^Zoom \d+ %/ });
  const scale = (await zoom.isVisible())
    ? Number.parseInt((await zoom.textContent()) ?? "", 10) / 100
    : (box.width - 2 * PHONE_MARGIN) / SAMPLE_SIZE.width;
  return (x, y) => ({
    x: 0.5 + ((x - SAMPLE_SIZE.width / 2) * scale) / box.width,
    y: 0.5 + ((y - SAMPLE_SIZE.height / 2) * scale) / box.height,
  });
}

/** Runs what is marked and waits until the result is shown and proven. */
export async function erase(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Erase for \d+ tokens?$/ }).click();
  await expect(page.getByRole("button", { name: /^Cancel/ }).first()).toBeVisible();
  await expect(page.getByRole("main").getByText(NOTHING_ELSE_CHANGED)).toBeVisible({ timeout: 60_000 });
}

/** The file that is saved by what `act` does. */
export async function savedBy(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  if (isFirefox(page.context().browser())) return handedToDownloads(page, act);
  const saving = page.waitForEvent("download");
  await act();
  const saved = await saving;
  return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
}

/** Picks one of the operations in the menu, by its label. */
export async function chooseOperation(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitemradio", { name: new RegExp(`^${name} `) }).click();
}
