import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { createA1111Provider } from "#lib/providers/a1111.ts";
import type { Model } from "#lib/providers/provider.ts";
import { createA1111Standin } from "#tests/sandbox/standins/a1111.ts";
import { callOf, testConformance } from "./conformance.ts";

// Progress is asked for while the server works, in its time.
vi.unmock("node:timers/promises");

const standin = createA1111Standin();
const { ask, sandbox, provider } = testConformance({
  create: createA1111Provider,
  standin,
  env: (baseUrl) => ({ A1111_BASE_URL: baseUrl, A1111_API_KEY: standin.key }),
});
const submissions = () => sandbox().submissionsTo("a1111");
const MODEL = "a1111/img2img";

test("a description and its settings reach the server in its own words, and the edge is left to us", async () => {
  const options = { seed: 7, negativePrompt: "people", strength: 0.5, steps: 20, guidance: 6 };
  await ask(MODEL, { prompt: "a boat", options });
  expect(submissions()[0]).toMatchObject({
    prompt: "a boat",
    fields: {
      seed: 7,
      negative_prompt: "people",
      denoising_strength: 0.5,
      steps: 20,
      cfg_scale: 6,
      mask_blur: 0,
      inpaint_full_res: false,
    },
  });
});

test("settings that were not given are left to the server, and each run differs", async () => {
  await ask(MODEL, { options: {} });
  const fields = submissions()[0]?.fields;
  expect(fields).toMatchObject({ seed: -1 });
  for (const name of ["denoising_strength", "steps", "cfg_scale"]) expect(fields).not.toHaveProperty(name);
});

test("the result has the window's size, and says which seed made it", async () => {
  const result = await ask(MODEL);
  const { width, height } = await sharp(result.image.bytes).metadata();
  expect(submissions()[0]?.size).toMatchObject({ width, height });
  expect(result).toMatchObject({ usage: { seed: 4_242 }, costMicroUsd: 0 });
});

test("a picture is restyled as a whole where nothing is marked", async () => {
  await ask(MODEL, { operation: "restyle", mask: null, prompt: "watercolour" });
  expect(submissions()[0]).toMatchObject({ region: null, prompt: "watercolour" });
  expect(submissions()[0]?.fields).not.toHaveProperty("mask_blur");
});

test("progress is shown while the server works", async () => {
  const seen: number[] = [];
  sandbox().fail("a1111", "shows-progress");
  await ask(MODEL, { onProgress: (fraction) => void seen.push(fraction) });
  expect(seen.slice(0, 2)).toEqual([0.25, 0.5]);
});

test("progress that cannot be read is no reason to fail", async () => {
  const seen: number[] = [];
  sandbox().fail("a1111", "hides-progress");
  const result = await ask(MODEL, { onProgress: (fraction) => void seen.push(fraction) });
  expect(result.image.bytes.length).toBeGreaterThan(0);
  expect(seen).toEqual([]);
});

test("a login that is no user:password is named before anything is sent", () => {
  const env = { LOCAL_EDIT_TOKENS: 1, A1111_BASE_URL: "http://127.0.0.1:7860", A1111_API_KEY: "token" };
  expect(createA1111Provider({ env, engine: null }).availability()).toMatchObject({
    available: false,
    reason: expect.stringContaining("user:password"),
  });
  expect(provider().availability()).toEqual({ available: true });
});

test("a server without a login is sent none", async () => {
  const env = { LOCAL_EDIT_TOKENS: 1, A1111_BASE_URL: sandbox().baseUrlOf("a1111") };
  const open = createA1111Provider({ env, engine: null });
  const everything = { width: 256, height: 256, data: new Uint8Array(256 * 256).fill(255) };
  const { call } = await callOf(open.models[0] as Model, { width: 256, height: 256 }, everything);
  await expect(open.edit(call)).rejects.toMatchObject({ code: "invalid_key" });
  expect(sandbox().requests[0]?.headers.get("authorization")).toBeNull();
});
