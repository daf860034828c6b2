import { readFileSync } from "node:fs";
import { violationsInThemes } from "../axe.ts";
import { expect, NOTHING_ELSE_CHANGED, openSample, SAMPLE } from "../test.ts";
import { test } from "./sandbox.ts";
import {
  BESIDE,
  chooseModel,
  describe,
  facts,
  MIDDLE,
  mark,
  run,
  settledPixels,
  stagePixels,
  tokensLeft,
} from "./steps.ts";

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("a chosen model paints what is described, seen growing inside the mask, for the price on the button", async ({
  page,
  sandbox,
}) => {
  const finish = sandbox.hold("openai");
  const before = await tokensLeft(page);
  await describe(page, "a wooden bench");
  await chooseModel(page, "GPT Image 2");
  const [middle, beside] = await settledPixels(page, MIDDLE, BESIDE);
  await mark(page);
  const price = await run(page, "Replace");

  await test.step("unfinished pictures appear inside the mask and nowhere else", async () => {
    await expect.poll(async () => (await stagePixels(page, MIDDLE))[0]).not.toEqual(middle);
    expect((await stagePixels(page, BESIDE))[0]).toEqual(beside);
  });
  expect(await violationsInThemes(page), "running").toEqual([]);
  finish();
  await expect(page.getByRole("main").getByText(NOTHING_ELSE_CHANGED)).toBeVisible();
  await expect.poll(() => tokensLeft(page)).toBe(before - price);
  await expect(facts(page)).toContainText("GPT Image 2, OpenAI");
});

test("pictures to look at go along and come back when it is run again; a damaged one is refused in words", async ({
  page,
  sandbox,
}) => {
  await describe(page, "a bench in this style");
  await chooseModel(page, "GPT Image 2");
  const files = page.getByLabel("Reference pictures", { exact: true }).and(page.locator("input"));
  const sample = readFileSync(SAMPLE);
  const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });
  await files.setInputFiles([
    jpeg("one.jpg", sample),
    jpeg("two.jpg", sample),
    jpeg("torn.jpg", sample.subarray(0, 300)),
  ]);
  await expect(page.getByText("torn.jpg cannot be read as a picture.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Remove .*\.jpg$/ })).toHaveCount(2);

  sandbox.fail("openai", "moderated");
  await mark(page);
  await run(page, "Replace");
  const again = page.getByRole("button", { name: "Run again" });
  await expect(again).toBeVisible();
  expect(await violationsInThemes(page), "failed").toEqual([]);
  await again.click();
  await expect(facts(page).getByText(NOTHING_ELSE_CHANGED)).toBeVisible();
  expect(sandbox.submissionsTo("openai").map(({ fields }) => fields.references)).toEqual([2]);
});
