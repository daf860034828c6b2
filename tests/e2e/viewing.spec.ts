import sharp from "sharp";
import {
  erase,
  expect,
  NOTHING_ELSE_CHANGED,
  openSample,
  type Page,
  paintTheBall,
  SAMPLE,
  stage,
  test,
} from "./test.ts";

const SIZE = { width: 1600, height: 1067 };
/** Of the red ball of the sample photo, in its pixels. */
const BALL = { x: 1287, y: 607 };
const ASIDE = { x: 300, y: 300 };

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("a result is compared with what was there before in every way, by mouse and by keys", async ({ page }) => {
  // Red: what lies around it is not, before the photo has arrived and after the ball has gone.
  const ball = await settled(page, BALL, ([red = 0, green = 0]) => red - green > 100);
  await paintTheBall(page);
  await erase(page);
  const empty = await settled(page, BALL, (pixel) => distance(pixel, ball) > 30);

  await test.step("the proof counts what lies outside the mask", async () => {
    const proof = await page.getByRole("main").getByText(NOTHING_ELSE_CHANGED).textContent();
    const untouched = Number(/of ([\d,]+)/.exec(proof ?? "")?.[1]?.replaceAll(",", ""));
    expect(untouched).toBeGreaterThan(SIZE.width * SIZE.height * 0.9);
    expect(untouched).toBeLessThan(SIZE.width * SIZE.height - 20_000);
  });

  await test.step("the slider is moved by keys", async () => {
    await page.keyboard.press("k");
    await expect(page.getByRole("slider", { name: "Before and after" })).toBeFocused();
    await page.keyboard.press("End");
    await settled(page, BALL, (pixel) => distance(pixel, ball) < 12);
    await page.keyboard.press("Home");
    await settled(page, BALL, (pixel) => distance(pixel, empty) < 12);
  });

  await test.step("the version before is there for as long as the button or the key is held", async () => {
    await page.keyboard.press("Escape");
    const button = page.getByRole("button", { name: "Hold to see the version before" });
    await button.hover();
    await page.mouse.down();
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await settled(page, BALL, (pixel) => distance(pixel, ball) < 12);
    await page.mouse.move(700, 300);
    await page.mouse.up();
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await settled(page, BALL, (pixel) => distance(pixel, empty) < 12);
    await page.keyboard.down("v");
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.up("v");
    await button.focus();
    await page.keyboard.down("Space");
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await page.keyboard.up("Space");
    await expect(button).toHaveAttribute("aria-pressed", "false");
  });

  await test.step("the map of the difference is black wherever nothing could change", async () => {
    await page.keyboard.press("d");
    await settled(page, ASIDE, (pixel) => distance(pixel, [0, 0, 0]) === 0);
    const { bounds, patch } = { bounds: (await look(page)).boundsOfLight(), patch: await onlyPatch(page) };
    // The outline, and what the zoom is rounded by.
    const outline = 16;
    expect(bounds.left).toBeGreaterThanOrEqual(patch.x - outline);
    expect(bounds.right).toBeLessThanOrEqual(patch.x + patch.width + outline);
    expect(bounds.top).toBeGreaterThanOrEqual(patch.y - outline);
    expect(bounds.bottom).toBeLessThanOrEqual(patch.y + patch.height + outline);
    expect(bounds.right - bounds.left).toBeGreaterThan(100);
  });

  await test.step("side by side, both move as one", async () => {
    await page.keyboard.press("y");
    await expect(page.getByText("After", { exact: true })).toBeVisible();
    const box = await boxOf(page);
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5);
    await page.mouse.wheel(0, -240);
    await expect
      .poll(async () => {
        const { at } = await look(page);
        const rows = [0.25, 0.35].flatMap((y) =>
          [0.05, 0.12, 0.2].map((x) => [x * box.width, y * box.height] as const),
        );
        const second = Math.floor((box.width - 2) / 2) + 2;
        return Math.max(...rows.map(([x, y]) => distance(at(x, y), at(x + second, y))));
      })
      .toBe(0);
    await page.keyboard.press("Escape");
  });

  await test.step("the mini-map brings the photo's corner to the stage", async () => {
    await page.keyboard.press("0");
    const map = page.getByRole("application", { name: /^Mini-map/ });
    await expect(map).toBeHidden();
    await page.keyboard.press("1");
    const box = await map.boundingBox();
    if (!box) throw new Error("the mini-map is not visible");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 1, box.y + 1, { steps: 4 });
    await page.mouse.up();
    const shown = async () => (await look(page)).at(200, 200);
    const inCorner = await samplePixel(200);
    await expect.poll(async () => distance(await shown(), inCorner)).toBeLessThan(16);
    await map.focus();
    await page.keyboard.press("Shift+ArrowRight");
    const beside = await samplePixel(SIZE.width - Math.floor((await boxOf(page)).width) + 200);
    await expect.poll(async () => distance(await shown(), beside)).toBeLessThan(16);
  });
});

type Pixel = readonly number[];

const distance = (a: Pixel, b: Pixel) => Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? 0))));

async function boxOf(page: Page) {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  return box;
}

/** What the stage shows now. `at` takes CSS pixels of the stage, the rest pixels of the photo, which lies fitted on it. */
async function look(page: Page) {
  const { data, info } = await sharp(await stage(page).screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const zoom = await page.getByRole("button", { name: /^Zoom \d+ %/ }).textContent();
  const scale = Number.parseInt(zoom ?? "", 10) / 100;
  const at = (x: number, y: number): Pixel => {
    const from = (Math.round(y) * info.width + Math.round(x)) * 3;
    return [...data.subarray(from, from + 3)];
  };
  const left = (info.width - SIZE.width * scale) / 2;
  const top = (info.height - SIZE.height * scale) / 2;
  const pixel = ({ x, y }: { x: number; y: number }) => at(left + x * scale, top + y * scale);
  const boundsOfLight = () => {
    const found = { left: Infinity, right: -1, top: Infinity, bottom: -1 };
    for (let y = 20; y < SIZE.height - 20; y += 2) {
      for (let x = 20; x < SIZE.width - 20; x += 2) {
        if (Math.max(...pixel({ x, y })) === 0) continue;
        found.left = Math.min(found.left, x);
        found.right = Math.max(found.right, x);
        found.top = Math.min(found.top, y);
        found.bottom = Math.max(found.bottom, y);
      }
    }
    return found;
  };
  return { at, pixel, boundsOfLight };
}

/** Waits until a pixel of the photo is as it should be, and answers it. */
async function settled(page: Page, at: typeof BALL, isRight: (pixel: Pixel) => boolean): Promise<Pixel> {
  let pixel: Pixel = [];
  await expect
    .poll(async () => {
      pixel = (await look(page)).pixel(at);
      return isRight(pixel);
    })
    .toBe(true);
  return pixel;
}

/** Of the photo as it came, in its row 200. */
async function samplePixel(x: number): Promise<Pixel> {
  return [...(await sharp(SAMPLE).extract({ left: x, top: 200, width: 1, height: 1 }).raw().toBuffer())];
}

async function onlyPatch(page: Page) {
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const image = await (await page.request.get(`/api/v1/images/${id}`)).json();
  return image.edits[0].patches[0] as { x: number; y: number; width: number; height: number };
}
