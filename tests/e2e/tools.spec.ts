import { BALL, expect, openSample, type Page, shareOfStage, stage, test } from "./test.ts";

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("shapes, the magic wand and a click on an object mark the photo, with the mouse and by keys alone", async ({
  page,
}) => {
  await choose(page, "Ellipse");
  await drag(page, [400, 300], [800, 700]);
  const whole = await marked(page);
  await page.getByRole("radio", { name: /^Take away/ }).click();
  await drag(page, [500, 400], [700, 600]);
  await expect.poll(() => marked(page)).toBeLessThan(whole);
  // A quarter of its area: both are ellipses, one with half the other's sides.
  expect((await marked(page)) / whole).toBeCloseTo(0.75, 1);
  await clear(page);

  await page.getByRole("radio", { name: /^Add/ }).click();
  await choose(page, "Magic wand");
  await press(page, BALL.x - 40, BALL.y);
  expect(await marked(page)).toBeGreaterThan(0.2);
  await clear(page);

  await choose(page, "Select object");
  await press(page, BALL.x, BALL.y);
  // The ball covers 1.7 % of the photo.
  await expect(page.getByText(/^Mask covers 1\.[678] %/)).toBeAttached({ timeout: 60_000 });
  await expect(page.getByText("Shift-click adds to the object")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/% marked/)).toBeHidden();

  await stage(page).focus();
  await page.keyboard.press("r");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  for (const key of ["Shift+ArrowRight", "Shift+ArrowDown", "Enter"]) await page.keyboard.press(key);
  expect(await marked(page)).toBeGreaterThan(0.1);
});

test("a mask that came stroke by stroke looks as it does drawn at once", async ({ page }) => {
  await page.keyboard.press("b");
  await drag(page, [200, 300], [1200, 500]);
  await drag(page, [300, 700], [900, 250]);
  await page.keyboard.press("e");
  await drag(page, [500, 200], [700, 700]);
  await page.keyboard.press("b");
  await drag(page, [250, 250], [400, 600]);
  await page.keyboard.press("ControlOrMeta+z");
  const mask = stage(page).locator("canvas").nth(1);
  const look = () => mask.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  let seen = "";
  const isSettled = async () => {
    const before = seen;
    seen = await look();
    return seen === before;
  };
  await expect.poll(isSettled).toBe(true);
  await page.keyboard.press("1");
  await expect.poll(look).not.toBe(seen);
  await page.keyboard.press("0");
  await expect.poll(look).toBe(seen);
});

test("a stroke that can be seen through looks while it is drawn as it does afterwards", async ({ page }) => {
  await page.getByRole("button", { name: "Brush settings" }).click();
  const opacity = page.getByRole("slider", { name: "Opacity" });
  for (let percent = 100; percent > 50; percent--) await opacity.press("ArrowLeft");
  await page.keyboard.press("Escape");
  const [x, y] = await onPage(page, 200, 400);
  const [right] = await onPage(page, 1300, 400);
  const looks = await page.evaluateHandle(alphaOfEachFrame, y);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(right, y, { steps: 40 });
  await page.mouse.up();
  await expect(page.getByText(/% marked/)).toBeVisible();
  const frames = await looks.evaluate((rows) => rows.map((row) => [...row]));
  const afterwards = Math.max(...(frames.at(-1) ?? []));
  expect(afterwards).toBeCloseTo(128, -1);
  const darker = frames.map((row) => row.filter((alpha) => alpha > afterwards + 8).length);
  // Where two of its pieces meet, a pixel may be in both.
  expect(Math.max(...darker)).toBeLessThan(4);
});

test("a key is changed in the list of keys, and one that is taken is refused", async ({ page }) => {
  await page.keyboard.press("?");
  await page.getByRole("button", { name: /^Change the key for Lasso/ }).click();
  await page.keyboard.press("b");
  await expect(page.getByText("B is already used: Brush.")).toBeVisible();
  await page.getByRole("button", { name: /^Change the key for Lasso/ }).click();
  await page.keyboard.press("j");
  await expect(page.getByRole("button", { name: "Change the key for Lasso, now J" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(page.getByRole("button", { name: "Lasso" })).toHaveAttribute("aria-pressed", "true");
});

test("a button says its name and its key to a mouse that rests on it and to the keyboard, and is silent once pressed", async ({
  page,
}) => {
  const eraser = page.getByRole("button", { name: "Eraser" });
  const name = page.locator("[role=tooltip]");
  await eraser.hover();
  await expect(name).toHaveText("EraserE");
  await expect(eraser).toHaveAccessibleDescription("Eraser E");
  await page.keyboard.press("Escape");
  await expect(name).toHaveCount(0);

  const settings = page.getByRole("button", { name: "Brush settings" });
  await settings.hover();
  await expect(name).toHaveText("Brush settings");
  await settings.click();
  await expect(page.getByRole("slider", { name: "Hardness" })).toBeVisible();
  await page.mouse.move(0, 0, { steps: 3 });
  await expect(name).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Brush", exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(name).toContainText((await page.locator(":focus").getAttribute("aria-label")) ?? "nothing");
});

for (const [way, viewport] of Object.entries({
  upright: { width: 390, height: 844 },
  "on its side": { width: 844, height: 390 },
})) {
  test(`on a phone ${way} all settings of the brush can be reached`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.getByRole("button", { name: "Brush settings" }).click();
    const settings = page.getByRole("dialog", { name: "Brush settings" });
    const controls = [settings.getByRole("slider", { name: "Hardness" }), settings.getByRole("radio").last()];
    for (const control of controls) {
      await control.scrollIntoViewIfNeeded();
      await expect(control).toBeInViewport({ ratio: 1 });
    }
    const { y, height } = (await settings.boundingBox()) ?? { y: -1, height: 0 };
    expect(y).toBeGreaterThan(0);
    // Room for what belongs together, and not a slit.
    expect(height).toBeGreaterThan(150);
  });
}

test("on a phone on its side the layers and the request stand above the tools, and have their place when asked for", async ({
  page,
}) => {
  const layers = page.getByRole("list", { name: "Layers" });
  const brush = page.getByRole("button", { name: "Brush", exact: true });
  const larger = page.getByRole("button", { name: "Edit and versions" });
  await page.setViewportSize({ width: 844, height: 390 });
  await expect(layers).toBeInViewport({ ratio: 1 });
  await expect(brush).toBeInViewport({ ratio: 1 });
  await larger.click();
  await expect(page.getByRole("radio", { name: "Erase" })).toBeInViewport();
  await expect(brush).toBeHidden();
  await larger.click();
  await expect(brush).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(layers).toBeHidden();
});

const choose = (page: Page, tool: string) => page.getByRole("button", { name: tool, exact: true }).click();

async function clear(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Clear the mask" }).click();
  await expect(page.getByText(/% marked/)).toBeHidden();
}

/** Percent of the photo, as soon as anything is. */
async function marked(page: Page): Promise<number> {
  return Number.parseFloat((await page.getByText(/% marked/).textContent()) ?? "");
}

/** Where a pixel of the sample photo lies on the page. */
async function onPage(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error("the stage is not visible");
  const at = (await shareOfStage(page))(x, y);
  return [box.x + at.x * box.width, box.y + at.y * box.height];
}

/** Runs in the page: what the mask's canvas shows along a line across it, from frame to frame. */
function alphaOfEachFrame(y: number): Uint8ClampedArray[] {
  const frames: Uint8ClampedArray[] = [];
  const { port1, port2 } = new MessageChannel();
  // Behind what the page itself draws in the frame.
  port1.onmessage = () => {
    const canvas = document.querySelectorAll("canvas")[1];
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    const { top, width } = canvas.getBoundingClientRect();
    const row = context.getImageData(0, ((y - top) * canvas.width) / width, canvas.width, 1).data;
    frames.push(row.filter((_, index) => index % 4 === 3));
  };
  const next = () => {
    port2.postMessage(null);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  return frames;
}

async function press(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.click(...(await onPage(page, x, y)));
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...(await onPage(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await onPage(page, ...to)), { steps: 5 });
  await page.mouse.up();
}
