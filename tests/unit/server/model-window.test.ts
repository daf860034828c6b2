import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { planWindow } from "#lib/domain/window.ts";
import type { Model } from "#lib/providers/provider.ts";
import { prepareModelInput } from "#lib/server/run-edit/model-input.ts";
import { fitToWindow } from "#lib/server/run-edit/model-output.ts";
import { makeSamples8 } from "#tests/fixtures/samples.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";

const model = createMisbehavingProvider().models[0] as Model;

/** A narrow strip: the model takes no ratio above 2, so the window is padded. */
const STRIP = { width: 600, height: 90 };
const plan = planWindow({ image: STRIP, maskBounds: { x: 280, y: 30, width: 40, height: 30 }, rules: model.image });
const { width, height } = plan.window;
const base = makeSamples8(width, height, 3);
const mask = { width, height, data: new Uint8Array(width * height) };
mask.data.fill(255, 40 * width + 20, 40 * width + 60);

describe("a window that does not have the model's shape", () => {
  test("is sent padded, with its own pixels untouched where they are placed and keep around them", async () => {
    const input = await prepareModelInput(base, mask, plan, model);
    const sent = await sharp(input.image.bytes).raw().toBuffer();
    const stencil = await sharp(input.mask as Uint8Array)
      .toColourspace("b-w")
      .raw()
      .toBuffer();
    expect(sent.length).toBe(input.width * input.height * 3);
    let marked = 0;
    for (let y = 0; y < input.height; y++) {
      for (let x = 0; x < input.width; x++) {
        const [insideX, insideY] = [x - plan.placed.x, y - plan.placed.y];
        const isPadding = insideX < 0 || insideY < 0 || insideX >= width || insideY >= height;
        if (stencil[y * input.width + x] === 255) {
          expect(isPadding).toBe(false);
          marked++;
        }
        if (isPadding) continue;
        expect(sent[(y * input.width + x) * 3]).toBe(base.data[(insideY * width + insideX) * 3]);
      }
    }
    expect(marked).toBe(40);
  });

  test("comes back as it was placed when the model returns what it got", async () => {
    const input = await prepareModelInput(base, mask, plan, model);
    const answer = { image: { bytes: input.image.bytes, format: "encoded" }, warnings: [], requestId: null } as const;
    const painted = await fitToWindow({ ...answer, costMicroUsd: null }, plan);
    expect(painted).toMatchObject({ width, height, channels: 3 });
    expect(Buffer.compare(painted.data, base.data)).toBe(0);
  });

  test("is refused when raw pixels do not have the size that was sent", async () => {
    const image = { bytes: new Uint8Array(10), format: "raw" } as const;
    await expect(fitToWindow({ image, warnings: [], requestId: null, costMicroUsd: null }, plan)).rejects.toMatchObject(
      {
        code: "bad_response",
      },
    );
  });
});
