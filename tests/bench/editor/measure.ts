import { type CDPSession, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import type { Rect } from "#lib/domain/raster.ts";
import { browserLaunch } from "#tests/e2e/browser.ts";
import { waitFor } from "#tests/integration/wait.ts";
import { type Candidate, LARGER_BRUSH } from "./candidates.ts";
import { pageMemory } from "./memory.ts";
import { type Megapixels, PICTURES, pictureFile, SKY } from "./picture.ts";
import { installRecorder } from "./recorder.ts";
import { drawStroke, type Path, pointOf, type StrokeFigures } from "./stroke.ts";

/** Milliseconds, but for what says otherwise. */
export interface Figures {
  readonly visible: number;
  readonly strokeMedian: number;
  readonly strokeP95: number;
  /** Of about 180. */
  readonly strokeFrames: number;
  readonly longestTask: number;
  readonly tenthP95: number;
  readonly undo: number | null;
  readonly maskPng: number;
  /** Of a sky of one colour; null for an editor without one. */
  readonly wand: number | null;
  readonly megabytes: number | null;
}

const VIEW = { width: 1280, height: 800 };
const STROKE: Path = { moves: 180, millis: 3000, below: 0 };
const REPEATS = 3;
const SHORT_STROKES = 10;
/** A page that keeps no pace is measured all the same, after this long. */
const CALM_MILLIS = 1500;
const PATIENCE_MILLIS = 30_000;
/** A photo on a page differs by more than this between its pixels; a page without one does not. */
const PHOTO_DEVIATION = 12;

/** One photo in one editor, in a browser of its own. */
export async function measure(candidate: Candidate, url: string, megapixels: Megapixels): Promise<Figures> {
  const file = await pictureFile(megapixels);
  const browser = await chromium.launch(await browserLaunch());
  try {
    const page = await browser.newPage({ viewport: VIEW });
    page.setDefaultTimeout(PATIENCE_MILLIS);
    await page.addInitScript(installRecorder);
    const choose = await candidate.prepare(page, url);
    const session = await page.context().newCDPSession(page);
    const visible = await timeOpening(page, session, () => choose(file));
    const photo = await candidate.photoBox(page, PICTURES[megapixels]);
    for (const key of LARGER_BRUSH) await page.keyboard.press(key);
    await calm(page);

    const strokes: StrokeFigures[] = [];
    const undos: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const { figures, undo } = await timeStrokeAndUndo(page, session, photo);
      strokes.push(figures);
      if (undo !== null) undos.push(undo);
    }
    let last: StrokeFigures | null = null;
    for (let stroke = 0; stroke < SHORT_STROKES; stroke++) {
      const below = (stroke - SHORT_STROKES / 2) * 0.05;
      last = await drawStroke(page, session, photo, { moves: 24, millis: 400, below });
      await calm(page);
    }
    const megabytes = await pageMemory(browser);
    const saved = await page.evaluateHandle(() => ({ millis: window.bench.untilDownload() }));
    await candidate.saveMask(page);
    const maskPng = await saved.evaluate(({ millis }) => millis);
    await candidate.chooseWand?.(page);
    const wand = candidate.chooseWand ? await timeWand(page, photo) : null;
    return {
      visible,
      strokeMedian: median(strokes.map(({ intervals }) => quantile(intervals, 0.5))),
      strokeP95: median(strokes.map(({ intervals }) => quantile(intervals, 0.95))),
      strokeFrames: median(strokes.map(({ frames }) => frames)),
      longestTask: Math.max(0, ...strokes.flatMap(({ longTasks }) => longTasks)),
      tenthP95: quantile(last?.intervals ?? [], 0.95),
      undo: undos.length > 0 ? median(undos) : null,
      maskPng,
      wand,
      megabytes,
    };
  } finally {
    await browser.close();
  }
}

/** From handing the photo over until it is seen in the middle of the page. */
async function timeOpening(page: Page, session: CDPSession, choose: () => Promise<void>): Promise<number> {
  const clip = { x: VIEW.width / 2 - 40, y: VIEW.height / 2 - 40, width: 80, height: 80, scale: 1 };
  const started = performance.now();
  await choose();
  await waitFor("the photo to be seen", async () => {
    const { data } = await session.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true, clip });
    const { channels } = await sharp(Buffer.from(data, "base64")).removeAlpha().stats();
    return channels.every(({ stdev }) => stdev > PHOTO_DEVIATION);
  });
  const visible = performance.now() - started;
  await page.waitForFunction(() => document.querySelector("canvas") !== null);
  return visible;
}

async function timeStrokeAndUndo(page: Page, session: CDPSession, photo: Rect) {
  const at = pointOf(photo, STROKE, 0.5);
  // Where the stroke will end: no cursor is shown over the place that is watched.
  const end = pointOf(photo, STROKE, 1);
  await page.mouse.move(end.x, end.y);
  await calm(page);
  const before = await page.evaluate((place) => window.bench.look(place), at);
  const figures = await drawStroke(page, session, photo, STROKE);
  await calm(page);
  // The page watches before the key is pressed: input overtakes what is run in a page.
  const undone = await page.evaluateHandle(
    ({ at, before }) => ({ millis: window.bench.untilShown("keydown", at, before, true) }),
    { at, before },
  );
  await page.keyboard.press("Control+z");
  return { figures, undo: await undone.evaluate(({ millis }) => millis) };
}

/** From the click until what was found is shown at the far end of the sky. */
async function timeWand(page: Page, photo: Rect): Promise<number | null> {
  const y = photo.y + (photo.height * SKY) / 2;
  const far = { x: photo.x + photo.width * 0.95, y };
  await calm(page);
  const before = await page.evaluate((place) => window.bench.look(place), far);
  const found = await page.evaluateHandle(
    ({ far, before }) => ({ millis: window.bench.untilShown("pointerup", far, before, false) }),
    { far, before },
  );
  await page.mouse.click(photo.x + photo.width * 0.05, y);
  return found.evaluate(({ millis }) => millis);
}

/** Waits until the page has kept up for a while, but not for ever: on a busy machine it never does. */
async function calm(page: Page): Promise<void> {
  await page.evaluate(async (millis) => {
    const frame = () =>
      new Promise<number>((resolve, reject) => {
        const stuck = setTimeout(() => reject(new Error("the browser draws no frames")), 10 * millis);
        requestAnimationFrame((now) => {
          clearTimeout(stuck);
          resolve(now);
        });
      });
    const first = await frame();
    let last = first;
    for (let inTime = 0; inTime < 12 && last - first < millis; ) {
      const now = await frame();
      inTime = now - last < 25 ? inTime + 1 : 0;
      last = now;
    }
  }, CALM_MILLIS);
}

const median = (values: readonly number[]): number => quantile(values, 0.5);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
