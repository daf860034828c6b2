import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { expect, test } from "vitest";
import { SAMPLE } from "#components/photos/sample.ts";
import { sampleMask } from "#components/photos/sample-mask.ts";

test("what is painted on the sample photo has the sample photo's size", async () => {
  const { width, height } = await sharp(
    fileURLToPath(new URL(`../../../public${SAMPLE.url}`, import.meta.url)),
  ).metadata();
  expect({ width, height }).toEqual({ width: SAMPLE.width, height: SAMPLE.height });
});

test("the mask of the sample photo marks where the brush went, and nothing beside it", async () => {
  const png = sampleMask([
    [
      { x: 400, y: 300 },
      { x: 800, y: 300 },
    ],
    [{ x: 1200, y: 700 }],
  ]);
  const { data, info } = await sharp(Buffer.from(await png.arrayBuffer()))
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => data[y * info.width + x];
  expect({ width: info.width, height: info.height }).toEqual({ width: SAMPLE.width, height: SAMPLE.height });
  expect([at(400, 300), at(600, 300), at(800, 300), at(1200, 700)]).toEqual([255, 255, 255, 255]);
  expect([at(600, 400), at(1000, 500), at(1200, 800)]).toEqual([0, 0, 0]);
});
