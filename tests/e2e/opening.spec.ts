import sharp from "sharp";
import {
  continueWithDemo,
  expect,
  expectOpen,
  expectSaved,
  NOTHING_ELSE_CHANGED,
  type Page,
  paintOver,
  paintTheBall,
  pickPhoto,
  SAMPLE,
  stage,
  test,
} from "./test.ts";

const UPLOAD = "**/api/v1/images";
/** A side of the largest bitmap or canvas that may be made, in pixels. */
const LARGEST_SIDE = 4096;
/** The library that draws the stage looks once at 10 × 10 pixels, to see whether the browser blurs what is read. */
const OWN_PROBE = 100;

test("a picked photo is seen and painted on while it is being sent, and the edit that waited for it is exact", async ({
  page,
}) => {
  await watchBitmaps(page);
  await continueWithDemo(page);
  const before = await ownPhotos(page);
  const hold = Promise.withResolvers<void>();
  await page.route(UPLOAD, async (route) => {
    await hold.promise;
    await route.continue();
  });
  await pickPhoto(page, SAMPLE);
  await expectOpen(page);
  await expect(page.getByRole("progressbar", { name: "Saving photo" })).toBeVisible();
  await expect.poll(() => redAt(page, BALL)).toBeGreaterThan(80);

  await paintTheBall(page);
  const run = page.getByRole("button", { name: "Erase", exact: true });
  const waiting = page.getByRole("button", { name: "Waiting for the photo – cancel" });
  await run.click();
  await waiting.click();
  await run.click();
  await expect(waiting).toBeVisible();
  expect(await ownPhotos(page)).toHaveLength(before.length);

  hold.resolve();
  await expect(page.getByRole("main").getByText(NOTHING_ELSE_CHANGED)).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => redAt(page, BALL)).toBeLessThan(40);
  const [photo] = await ownPhotos(page);
  expect(await pixelsChangedOutsidePatch(page, photo?.id ?? "")).toBe(0);

  await test.step("one can go back to the photos, and forth to the result", async () => {
    await page.goBack();
    await expect(page.getByRole("link", { name: /sample/ }).first()).toBeVisible();
    await page.goForward();
    await expectOpen(page);
    await expect.poll(() => redAt(page, BALL)).toBeLessThan(40);
  });
  await expectSmallAndUnread(page);
});

test("once the stage is there it takes what is painted, however the photo is shown", async ({ page }) => {
  await continueWithDemo(page);
  const seen = await page.evaluateHandle(watchStage);
  await pickPhoto(page, SAMPLE);
  await expectOpen(page);
  expect(await seen.evaluate((pressed) => [...pressed])).toEqual(["the stage"]);
});

test.describe("without a connection", () => {
  test.use({ expectedNoise: /ERR_FAILED|404/ });

  test("a photo that could not be sent keeps its mask, asks to be picked again after a reload, and is one photo", async ({
    page,
  }, testInfo) => {
    const file = testInfo.outputPath("large.jpg");
    await sharp(SAMPLE).resize(6000, 4000, { fit: "fill" }).jpeg().toFile(file);
    await watchBitmaps(page);
    await continueWithDemo(page);
    const before = await ownPhotos(page);
    await page.route(UPLOAD, (route) => route.abort());
    await pickPhoto(page, file);
    await expectOpen(page);
    await paintOver(page, { x: 0.45, y: 0.45 }, { x: 0.55, y: 0.55 });
    await expect(page.getByText(/% marked/)).toBeVisible();
    const notSaved = page.getByRole("alert").getByText("This photo is not saved yet.");
    await expect(notSaved).toBeVisible();
    const address = page.url();
    await expectSmallAndUnread(page);

    await page.reload();
    await expect(page.getByRole("heading", { name: "This photo was not saved" })).toBeVisible();
    await pickPhoto(page, file, page.getByRole("button", { name: "Choose the photo again" }));
    await expectOpen(page);
    expect(page.url()).toBe(address);
    await expect(page.getByText(/% marked/)).toBeVisible();
    await expect(notSaved).toBeVisible();

    await page.unroute(UPLOAD);
    await page.getByRole("button", { name: "Try again" }).click();
    await expectSaved(page);
    await expect(notSaved).toBeHidden();
    const after = await ownPhotos(page);
    expect(after).toHaveLength(before.length + 1);
    expect(address).toContain(after[0]?.id);
    expect(after[0]).toMatchObject({ width: 6000, height: 4000 });

    await page.getByRole("button", { name: /^Zoom \d+ %/ }).click();
    await expect(page.getByText("Parts of the photo could not be loaded.")).toBeHidden();
    await expectSmallAndUnread(page);
  });
});

/** Of the red ball of the sample photo, in its pixels. */
const BALL = { x: 1287, y: 607 };
const SAMPLE_SIZE = { width: 1600, height: 1067 };

/** How much redder than green the sample photo, fitted on the stage, is at one of its points. */
async function redAt(page: Page, at: { x: number; y: number }): Promise<number> {
  const zoom = await page.getByRole("button", { name: /^Zoom \d+ %/ }).textContent();
  const scale = Number.parseInt(zoom ?? "", 10) / 100;
  const { data, info } = await sharp(await stage(page).screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const x = Math.round(info.width / 2 + (at.x - SAMPLE_SIZE.width / 2) * scale);
  const y = Math.round(info.height / 2 + (at.y - SAMPLE_SIZE.height / 2) * scale);
  const [red = 0, green = 0] = data.subarray((y * info.width + x) * 3);
  return red - green;
}

async function ownPhotos(page: Page): Promise<{ id: string; width: number; height: number }[]> {
  return (await (await page.request.get("/api/v1/images")).json()).items;
}

async function pixelsChangedOutsidePatch(page: Page, id: string): Promise<number> {
  const image = await (await page.request.get(`/api/v1/images/${id}`)).json();
  const [edit] = image.edits;
  const patch = edit.patches[0];
  const exported = await page.request.get(`/api/v1/images/${id}/export?format=png&edit=${edit.id}`);
  const read = (file: string | Buffer) => sharp(file).removeAlpha().raw().toBuffer();
  const [now, before] = [await read(await exported.body()), await read(SAMPLE)];
  let changed = 0;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const isInside = x >= patch.x && x < patch.x + patch.width && y >= patch.y && y < patch.y + patch.height;
      const at = (y * image.width + x) * 3;
      if (!isInside && now.compare(before, at, at + 3, at, at + 3) !== 0) changed++;
    }
  }
  return changed;
}

/** Notes of every bitmap and canvas that the page makes from now on the longest side, and how many pixels are read back. */
async function watchBitmaps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { longest: 0, pixelsRead: 0 };
    const note = (...sides: number[]) => {
      seen.longest = Math.max(seen.longest, ...sides);
    };
    const make = globalThis.createImageBitmap.bind(globalThis) as (...args: unknown[]) => Promise<ImageBitmap>;
    const watched = async (...args: unknown[]) => {
      const bitmap = await make(...args);
      note(bitmap.width, bitmap.height);
      return bitmap;
    };
    Object.assign(globalThis, { seenBitmaps: seen, createImageBitmap: watched });
    for (const type of [HTMLCanvasElement, OffscreenCanvas]) {
      for (const side of ["width", "height"] as const) {
        const own = Object.getOwnPropertyDescriptor(type.prototype, side) as PropertyDescriptor;
        const set = function (this: unknown, value: number) {
          note(value);
          own.set?.call(this, value);
        };
        Object.defineProperty(type.prototype, side, { ...own, set });
      }
    }
    globalThis.OffscreenCanvas = class extends OffscreenCanvas {
      constructor(width: number, height: number) {
        super(width, height);
        note(width, height);
      }
    };
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const read = prototype.getImageData as (...args: unknown[]) => ImageData;
      prototype.getImageData = function (...args: unknown[]) {
        const data = read.apply(this, args);
        seen.pixelsRead += data.width * data.height;
        return data;
      };
    }
  });
}

/** What the page's own thread has made and done, but for its workers. */
const seenBitmaps = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seenBitmaps: { longest: number; pixelsRead: number } }).seenBitmaps);

/** No bitmap or canvas is larger than every browser can hold, and none was read back while it was painted on. */
async function expectSmallAndUnread(page: Page): Promise<void> {
  const { longest, pixelsRead } = await seenBitmaps(page);
  expect(longest).toBeLessThanOrEqual(LARGEST_SIDE);
  expect(pixelsRead).toBeLessThanOrEqual(OWN_PROBE);
}

/** Runs in the page: in each frame that has a stage, what a press on its middle would reach. */
function watchStage(): ReadonlySet<string> {
  const seen = new Set<string>();
  const look = () => {
    requestAnimationFrame(look);
    const element = document.querySelector("[role=application]");
    if (!element) return;
    const { x, y, width, height } = element.getBoundingClientRect();
    const pressed = document.elementFromPoint(x + width / 2, y + height / 2);
    seen.add(element.contains(pressed) ? "the stage" : "what lies on it");
  };
  look();
  return seen;
}
