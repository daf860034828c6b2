import type { Page } from "@playwright/test";
import type { Rect } from "#lib/domain/raster.ts";
import { LARGER_BRUSH, REPAINT } from "./candidates.ts";
import { type Megapixels, PICTURES } from "./picture.ts";
import { installRecorder } from "./recorder.ts";

interface Run {
  readonly page: Page;
  /** Of the photo, in megapixels. */
  readonly size: `${Megapixels}`;
}

let choose: ((file: string) => Promise<void>) | undefined;

/**
 * Repaint for the harness that measures editors side by side, one browser for each run: a file in its folder `adapters`
 * takes over this default export. `REPAINT_URL` says where the editor is served. As in the other editors, times begin
 * where the photo is handed over and where saving is clicked, saving ends once there is a whole PNG, and the brush is
 * about 80 CSS pixels wide.
 */
export default {
  name: "repaint",
  url: process.env.REPAINT_URL ?? "http://localhost:3000",
  init: installRecorder,

  async prepare({ page }: Run): Promise<void> {
    choose = await REPAINT.prepare(page, page.url());
  },

  async open(_: Run, file: string, go: () => void): Promise<void> {
    go();
    // The harness looks for the photo from here on, and at the stage's place only once it has seen it.
    await choose?.(file);
  },

  async tool({ page }: Run): Promise<void> {
    await page.keyboard.press("b");
    for (const key of LARGER_BRUSH) await page.keyboard.press(key);
  },

  box: ({ page, size }: Run): Promise<Rect> => REPAINT.photoBox(page, PICTURES[Number(size) as Megapixels]),

  // Asked for in the page, as the others are: a key would be timed with its way there.
  undo: ({ page }: Run): Promise<void> =>
    page.evaluate(() => document.querySelector<HTMLButtonElement>("button[aria-label^=Undo]")?.click()),

  async exportMask({ page }: Run) {
    const saved = await page.evaluateHandle(() => ({ millis: window.bench.untilDownload() }));
    await REPAINT.saveMask(page);
    return { ms: await saved.evaluate(({ millis }) => millis) };
  },
};
