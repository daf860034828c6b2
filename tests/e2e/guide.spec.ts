import { fileURLToPath } from "node:url";
import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { GUIDE_PICTURES, type GuidePicture } from "#components/guide/sections.ts";
import {
  chooseOperation,
  continueWithDemo,
  erase,
  expect,
  openPhoto,
  type Page,
  paintOver,
  paintTheBall,
  SAMPLE,
  shareOfStage,
  test,
} from "./test.ts";

/** Where the guide's pictures are, which are taken anew with `UPDATE_PICTURES=1`. */
const FOLDER = fileURLToPath(new URL("../../public/guide", import.meta.url));
const QUALITY = 72;
const PANEL_SCALE = 2;
/** In CSS pixels, as around the parts of a panel. */
const MARGIN = 16;

test("the guide is led to by every page, and shows all of its pictures", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Guide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Guide" })).toBeVisible();
  const pictures = page.getByRole("main").getByRole("img");
  await expect(pictures).toHaveCount(Object.keys(GUIDE_PICTURES).length);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }
});

if (process.env.UPDATE_PICTURES) takePictures();

function takePictures(): void {
  test.describe("on a wide screen", () => {
    test.use({ viewport: { width: 1280, height: 800 } });

    test("pictures of the start page, the mask, the result and the frame are taken", async ({ page }) => {
      await page.goto("/");
      await expect(page.getByRole("button", { name: "Choose a photo" })).toBeVisible();
      await take(page, "open");
      await continueWithDemo(page);
      await openPhoto(page, SAMPLE);
      await paintTheBall(page);
      await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
      await take(page, "mark");
      await erase(page);
      await page.getByRole("button", { name: "Compare before and after" }).click();
      await expect(page.getByRole("slider", { name: "Before and after" })).toBeVisible();
      await take(page, "result");
      await page.getByRole("button", { name: "Compare before and after" }).click();
      await chooseOperation(page, "Extend");
      await page.getByRole("button", { name: "16:9" }).click();
      await take(page, "extend");
    });
  });

  test.describe("of panels", () => {
    test.use({ viewport: { width: 1280, height: 1200 }, deviceScaleFactor: PANEL_SCALE });

    test("pictures of the request, the layers and an edit are taken", async ({ page }) => {
      await continueWithDemo(page);
      await openPhoto(page, SAMPLE);
      const panel = page.getByRole("complementary", { name: "Edit" });
      await paintTheBall(page);
      await erase(page);
      await take(page, "patch", panel.getByRole("region", { name: "This edit" }));
      await paintTheBall(page);
      await page.getByRole("button", { name: "Add a layer" }).click();
      const share = await shareOfStage(page);
      await paintOver(page, share(500, 400), share(560, 480));
      await take(page, "layers", panel.getByRole("region", { name: "Layers" }));
      await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
      await page.setViewportSize({ width: 1280, height: 800 });
      await take(page, "ask", panel, 0);
    });
  });

  test.describe("on a phone", () => {
    test.use({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: PANEL_SCALE,
      hasTouch: true,
      isMobile: true,
    });

    test("a picture of the editor is taken", async ({ page }) => {
      await continueWithDemo(page);
      await openPhoto(page, SAMPLE);
      await paintTheBall(page);
      await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
      await take(page, "phone");
    });
  });
}

/** Of all that is seen, or of a part of it with some room around. */
async function take(page: Page, name: GuidePicture, part?: Locator, margin = MARGIN): Promise<void> {
  const box = await part?.boundingBox();
  const clip = box && {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
  const png = await page.screenshot({ animations: "disabled", ...(clip && { clip }) });
  await sharp(png).webp({ quality: QUALITY }).toFile(`${FOLDER}/${name}.webp`);
}
