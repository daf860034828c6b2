import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inpaint } from "#lib/engine/inpaint.ts";
import { loadNet } from "#lib/engine/session.ts";
import { circle } from "#tests/fixtures/holes.ts";
import { foreignModel, joinedLamaShapedModel, lamaShapedModel } from "#tests/fixtures/onnx.ts";

const folder = mkdtempSync(join(tmpdir(), "repaint-model-"));
afterAll(() => rmSync(folder, { recursive: true }));

function stored(name: string, model: Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, model);
  return file;
}

test("an operator's LaMa with image and mask is fed as it wants, and its 0..255 answer is understood", async () => {
  const net = await loadNet(stored("lama.onnx", lamaShapedModel(64)));
  expect(net).toMatchObject({ engine: "lama", side: 64 });
  const input = circle(64, 10);
  const { pixels, engine } = await inpaint(input, net, () => {});
  expect(engine).toBe("lama");
  // This model paints what it is shown, which is the smooth continuation and never the object.
  for (let pixel = 0; pixel < input.mask.length; pixel++) {
    if (!input.mask[pixel]) expect(pixels[pixel * 3]).toBe(input.pixels[pixel * 3]);
    else expect(pixels[pixel * 3 + 1]).toBeGreaterThan(80);
  }
});

test("one with a single input of four channels is fed the picture with the hole zeroed and the mask", async () => {
  const net = await loadNet(stored("joined.onnx", joinedLamaShapedModel(64)));
  expect(net).toMatchObject({ engine: "lama", side: 64 });
  const grey = { side: 64, rgb: new Uint8Array(64 * 64 * 3).fill(128), hole: new Uint8Array(64 * 64) };
  grey.hole[0] = 1;
  const answer = await net.run(grey);
  expect([...answer.subarray(0, 6)]).toEqual([0, 0, 0, 128, 128, 128]);
});

test("a model of another kind, a file that is no model, and no file are refused in words for the operator", async () => {
  await expect(loadNet(stored("foreign.onnx", foreignModel()))).rejects.toThrow(/neither MI-GAN nor LaMa shaped/);
  await expect(loadNet(stored("broken.onnx", Buffer.from("not a model")))).rejects.toThrow(/could not be loaded/);
  await expect(loadNet(join(folder, "none.onnx"))).rejects.toThrow(/names no file/);
});
