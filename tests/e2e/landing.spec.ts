import { expect, expectOpen, NOTHING_ELSE_CHANGED, type Page, SAMPLE, test } from "./test.ts";

const SCRIPTS = "**/_next/static/**/*.js";

test("a guest's landing page asks for no script before someone moves, and then answers as any page", async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto("/", { waitUntil: "networkidle" });
  await expect(page.getByRole("img", { name: /bowl of fruit/ })).toBeVisible();
  expect(scripts).toEqual([]);

  await page.mouse.move(300, 300);
  await expect.poll(() => scripts.length).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test.describe("before the scripts of the landing page have come", () => {
  test("the sample is painted on, and what was painted is erased", async ({ page }) => {
    const come = await holdScripts(page);
    const canvas = page.locator("figure canvas");
    const box = await canvas.boundingBox();
    if (!box) throw new Error("the sample is not visible");
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.mouse.move(...at(0.4, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.5, 0.6), { steps: 5 });
    const before = await inked(page);
    expect(before).toBeGreaterThan(0.005);
    await come();
    await page.mouse.move(...at(0.6, 0.5), { steps: 5 });
    await page.mouse.up();
    await expect(page.getByRole("button", { name: "Clear" })).toBeVisible();
    expect(await inked(page)).toBeGreaterThan(before * 1.5);

    await page.getByRole("button", { name: /^Erase for/ }).click();
    await expectOpen(page);
    await expect(page.getByRole("main").getByText(NOTHING_ELSE_CHANGED)).toBeVisible({ timeout: 60_000 });
  });

  test("the dialog for photos opens, and what is chosen in it is opened", async ({ page }) => {
    const come = await holdScripts(page);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose a photo" }).click();
    await (await chooser).setFiles(SAMPLE);
    await come();
    await expectOpen(page);
  });

  for (const way of ["drop", "paste"] as const) {
    test(`a photo that comes by ${way} is opened`, async ({ page }) => {
      const come = await holdScripts(page);
      await page.evaluate(bring, way);
      await come();
      await expectOpen(page);
    });
  }

  for (const [how, press] of [
    ["a click", (page: Page) => page.getByRole("button", { name: "Theme" }).click()],
    ["a key", (page: Page) => page.getByRole("button", { name: "Theme" }).press("Enter")],
  ] as const) {
    test(`${how} on a button is remembered`, async ({ page }) => {
      const come = await holdScripts(page);
      await press(page);
      await expect(page.locator("[data-held]")).toBeVisible();
      await come();
      await expect(page.locator("[data-held]")).toHaveCount(0);
      await expect(page.getByRole("menu")).toBeVisible();
    });
  }

  test.describe("and they do not come", () => {
    test.use({ expectedNoise: /ERR_FAILED/ });

    test("the next press asks for them again", async ({ page }) => {
      await page.route(SCRIPTS, (route) => route.abort());
      await page.goto("/");
      await page.getByRole("button", { name: "Theme" }).click();
      await expect.poll(() => page.locator('script[type="text/deferred"]').count()).toBeGreaterThan(0);
      await page.unroute(SCRIPTS);
      await page.getByRole("button", { name: "Language" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
    });
  });
});

/** The landing page, whose scripts come when what is returned is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  await page.route(SCRIPTS, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto("/");
  const hydrated = await page.evaluateHandle(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    addEventListener("repaint:hydrated", () => resolve());
    return { promise };
  });
  return async () => {
    held.resolve();
    await hydrated.evaluate(({ promise }) => promise);
  };
}

/** The share of the sample's canvas that is painted on. */
const inked = (page: Page) =>
  page.locator("figure canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pen = new OffscreenCanvas(width, height).getContext("2d") as OffscreenCanvasRenderingContext2D;
    pen.drawImage(canvas, 0, 0);
    const { data } = pen.getImageData(0, 0, width, height);
    return data.filter((value, index) => index % 4 === 3 && value > 0).length / (data.length / 4);
  });

/** Runs in the page. */
async function bring(way: "drop" | "paste"): Promise<void> {
  const transfer = new DataTransfer();
  transfer.items.add(new File([await (await fetch("/sample.jpg")).blob()], "sample.jpg", { type: "image/jpeg" }));
  const init = { bubbles: true, cancelable: true };
  const main = document.querySelector("main");
  if (way === "paste") {
    main?.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: transfer }));
    return;
  }
  for (const type of ["dragenter", "dragover", "drop"]) {
    main?.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: transfer }));
  }
}
