import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { phonePicture } from "#tests/fixtures/heic/pictures.ts";
import { continueWithDemo, expect, expectSaved, type Page, test } from "./test.ts";

const PHONE = fileURLToPath(new URL("../fixtures/heic/phone.heic", import.meta.url));

test("a phone's HEIC opens upright in its own colours, every pixel kept or smaller, as chosen and remembered", async ({
  page,
}) => {
  await continueWithDemo(page);
  // A page takes files as soon as its script has come.
  await expect(async () => {
    await pick(page);
    await expect(page.getByRole("dialog", { name: "This photo is in Apple’s HEIC format" })).toBeVisible({
      timeout: 5_000,
    });
  }).toPass();
  await page.getByRole("button", { name: /^Keep every pixel \(PNG, about \d+ MB\)$/ }).click();
  const first = await expectPhone(page, "png", 3);

  await pick(page);
  await page.getByRole("switch", { name: "Do not ask again" }).click();
  await page.getByRole("button", { name: /^Smaller file \(JPEG, about \d+ MB\)$/ }).click();
  await page.waitForURL((url) => url.href !== first);
  const second = await expectPhone(page, "jpeg", 4);

  await pick(page);
  await page.waitForURL((url) => url.href !== second);
  await expectPhone(page, "jpeg", 4);
});

const pick = (page: Page) => page.getByLabel("Photos", { exact: true }).setInputFiles(PHONE);

/**
 * The page shows what the phone saw; its address.
 *
 * @param bound mean difference per sample from what the phone saw, of 255: what the two codecs may lose
 */
async function expectPhone(page: Page, format: string, bound: number): Promise<string> {
  await page.waitForURL("**/edit/*");
  await expectSaved(page);
  const image = `/api/v1/images/${page.url().split("/").at(-1)}`;
  expect(await (await page.request.get(image)).json()).toMatchObject({ width: 192, height: 144, format });
  const exported = await (await page.request.get(`${image}/export?format=png`)).body();
  const [found, seen] = [await sharp(exported).raw().toBuffer(), (await phonePicture()).data];
  const difference = seen.reduce((sum, value, at) => sum + Math.abs(value - (found[at] as number)), 0) / seen.length;
  expect(difference).toBeLessThan(bound);
  const profile = (await sharp(exported).metadata()).icc?.toString("latin1");
  expect(profile).toContain("s\0P\x003\0C");
  return page.url();
}
