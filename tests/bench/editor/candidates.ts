import type { Page } from "@playwright/test";
import type { Rect, Size } from "#lib/domain/raster.ts";

/** Stops when its scope is left. */
export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** An editor that is measured. Keys are the same in both: Ctrl+Z undoes, "]" makes the brush larger. */
export interface Candidate {
  readonly name: string;
  /** Goes to where a photo can be chosen. Answers with what hands one over, at once. */
  prepare(page: Page, url: string): Promise<(file: string) => Promise<void>>;
  /** Where the photo lies on the page, once it can be painted on. */
  photoBox(page: Page, photo: Size): Promise<Rect>;
  /** Clicks what saves the mask as a PNG. */
  saveMask(page: Page): Promise<void>;
  /**
   * Makes ready a wand that marks what has the colour of what is clicked; null for an editor without one. Not measured:
   * of a large photo Repaint sees every pixel only once it has been sent.
   */
  readonly chooseWand: ((page: Page) => Promise<void>) | null;
}

const SAVED_MILLIS = 120_000;

/** Keys that make a brush about 80 CSS pixels wide. */
export const LARGER_BRUSH = ["]", "]", "]", "]"];

export const REFERENCE: Candidate = {
  name: "react-konva page",
  chooseWand: null,
  prepare: async (page, url) => {
    await page.goto(url);
    const input = await page.locator("input[type=file]").elementHandle();
    if (!input) throw new Error("the reference page takes no photo");
    return (file) => input.setInputFiles(file);
  },
  photoBox: async (page) => {
    const box = await page.locator("canvas").first().boundingBox();
    if (!box) throw new Error("the reference page shows no photo");
    return box;
  },
  saveMask: async (page) => await page.getByRole("button", { name: "Save mask" }).click(),
};

export const REPAINT: Candidate = {
  name: "Repaint",
  chooseWand: async (page) => {
    await page.getByRole("progressbar", { name: "Saving photo" }).waitFor({ state: "hidden", timeout: SAVED_MILLIS });
    await page.keyboard.press("w");
  },
  prepare: async (page, url) => {
    await page.goto(url);
    await page.getByRole("button", { name: "Continue with the demo account" }).click();
    await page.waitForURL("**/photos");
    // A button that is shown does nothing before its script has come.
    await page.waitForLoadState("networkidle");
    const chooser = page.waitForEvent("filechooser");
    const add = page.getByRole("main").getByRole("button", { name: /^(Add|Choose) .*photo/ });
    await add.first().click();
    const input = (await chooser).element();
    return (file) => input.setInputFiles(file);
  },
  photoBox: async (page, photo) => {
    await page.waitForURL("**/edit/*");
    const zoom = page.getByRole("button", { name: /^Zoom \d+ %/ });
    const stage = await page.getByRole("application", { name: /^Photo / }).boundingBox();
    if (!stage) throw new Error("Repaint shows no photo");
    const scale = Number.parseInt((await zoom.textContent()) ?? "", 10) / 100;
    const [width, height] = [photo.width * scale, photo.height * scale];
    return { x: stage.x + (stage.width - width) / 2, y: stage.y + (stage.height - height) / 2, width, height };
  },
  saveMask: async (page) => {
    await page.getByRole("button", { name: "Actions for Layer 1" }).click();
    await page.getByRole("menuitem", { name: "Save as PNG" }).click();
  },
};
