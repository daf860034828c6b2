import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditRequest, editRequest } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { createEngine } from "#lib/engine/host.ts";
import { createLocalProvider } from "#lib/providers/local.ts";
import { requestEdit } from "#lib/server/request-edit.ts";
import { openSamples } from "#tests/fixtures/pictures.ts";
import { makeSamples8 } from "#tests/fixtures/samples.ts";
import { differences, readSamples } from "./samples-of.ts";
import { type Service, startService } from "./service.ts";

/** The engine itself, in its own process, through the whole pipeline: no key, no network. */
const engine = createEngine();
let service: Service;
let user: string;

beforeAll(async () => {
  service = await startService([(settings) => createLocalProvider({ ...settings, engine })]);
  user = await service.newUser(100);
});
afterAll(async () => {
  await service.stop();
  await engine.close();
});

async function run(image: Image, wish: Omit<EditRequest, "imageId" | "model">) {
  const request = editRequest.parse({ imageId: image.id, model: "auto", ...wish });
  const ended = await service.waitForEnd(user, await requestEdit(user, { request, mask: null, idempotencyKey: null }));
  expect(ended).toMatchObject({ status: "succeeded", outsidePixelsChanged: 0 });
  return { ended, after: await readSamples(await service.exportPng(user, image, ended)) };
}

const upload = async (samples: ReturnType<typeof makeSamples8>) =>
  service.upload(user, await openSamples(samples).png().toBuffer());

test("extends a picture, and leaves what was there", async () => {
  const before = makeSamples8(300, 200, 3);
  const expand = { left: 0, top: 0, right: 60, bottom: 0 };
  const { ended, after } = await run(await upload(before), { operation: "outpaint", expand });
  expect(ended.model).toBe("local/extend");
  expect(after).toMatchObject({ width: 360, height: 200, channels: 3 });
  const changed = differences(before, after, { x: 0, y: 0 });
  expect(changed.every(({ x }) => x >= 300 - ended.spreadPixels)).toBe(true);
  const isPainted = (x: number) => after.data.slice((100 * 360 + x) * 3, (100 * 360 + x) * 3 + 3).some((v) => v > 0);
  expect([305, 330, 355].map(isPainted)).toEqual([true, true, true]);
});

test("enlarges a picture with transparency by plain resampling", async () => {
  const { ended, after } = await run(await upload(makeSamples8(300, 200, 4)), { operation: "upscale", scale: 3 });
  expect(ended.model).toBe("local/resample");
  expect(after).toMatchObject({ width: 900, height: 600, channels: 4 });
});

test("cuts a subject out of a plain background", async () => {
  const size = { width: 300, height: 300, channels: 3 } as const;
  const data = new Uint8Array(300 * 300 * 3).fill(235);
  for (let y = 0; y < 300; y++) {
    for (let x = 0; x < 300; x++) {
      if (Math.hypot(x - 150, y - 150) < 70) data.set([40, 90, 160], (y * 300 + x) * 3);
    }
  }
  const { ended, after } = await run(await upload({ ...size, data }), { operation: "remove-background" });
  expect(ended).toMatchObject({ model: "local/cutout", warnings: [] });
  const alphaAt = (x: number, y: number) => after.data[(y * 300 + x) * 4 + 3];
  expect([alphaAt(5, 5), alphaAt(150, 60), alphaAt(150, 150)]).toEqual([0, 0, 255]);
});
