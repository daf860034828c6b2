import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { expect, test } from "vitest";
import { SAMPLE } from "#components/photos/sample.ts";

test("what is painted on the sample photo has the sample photo's size", async () => {
  const { width, height } = await sharp(
    fileURLToPath(new URL(`../../../public${SAMPLE.url}`, import.meta.url)),
  ).metadata();
  expect({ width, height }).toEqual({ width: SAMPLE.width, height: SAMPLE.height });
});
