import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { createA1111Provider } from "#lib/providers/a1111/a1111.ts";
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

test("progress and the unfinished picture are shown while the server works, each picture once", async () => {
  const fractions: number[] = [];
  const pictures: Uint8Array[] = [];
  sandbox().fail("a1111", "shows-progress");
  await ask(MODEL, {
    onProgress: (fraction) => void fractions.push(fraction),
    onPreview: (bytes) => void pictures.push(bytes),
  });
  expect(fractions.slice(0, 2)).toEqual([0.25, 0.5]);
  expect(pictures).toHaveLength(1);
  expect((await sharp(pictures[0]).metadata()).format).toBe("png");
});

test("a server that does not tell its progress is no reason to fail", async () => {
  const seen: number[] = [];
  sandbox().fail("a1111", "hides-progress");
  const result = await ask(MODEL, { onProgress: (fraction) => void seen.push(fraction) });
  expect(result.image.bytes.length).toBeGreaterThan(0);
  expect(seen).toEqual([]);
});

/** Calls, and gives up as soon as the server says that it works on it. */
async function giveUpAtWork(reason: Error): Promise<void> {
  const abort = new AbortController();
  const onProgress = () => abort.abort(reason);
  await expect(ask(MODEL, { signal: abort.signal, onProgress })).rejects.toBe(reason);
}
/** What is left on the server would keep the next test waiting. */
const endWork = () => {
  const authorization = `Basic ${Buffer.from(standin.key).toString("base64")}`;
  const url = `${sandbox().baseUrlOf("a1111")}/sdapi/v1/interrupt`;
  return fetch(url, { method: "POST", headers: { authorization } });
};
const interruptions = () => sandbox().requests.filter(({ url }) => url.endsWith("/sdapi/v1/interrupt"));

test("a cancelled call is stopped on the server too", async () => {
  sandbox().fail("a1111", "works-long");
  await giveUpAtWork(new RepaintError("cancelled"));
  expect(interruptions()).toHaveLength(1);
});

test("a call that is nearly done is left to end, so that nobody's next one is stopped in its place", async () => {
  sandbox().fail("a1111", "nearly-done");
  await giveUpAtWork(new RepaintError("cancelled"));
  expect(interruptions()).toEqual([]);
});

test("nothing is stopped when only the worker stops", async () => {
  sandbox().fail("a1111", "works-long");
  await giveUpAtWork(new Error("the worker stops"));
  expect(interruptions()).toEqual([]);
  await endWork();
});

test("while another person's picture is worked on, it is neither shown nor stopped", async () => {
  sandbox().fail("a1111", "works-long");
  const begun = Promise.withResolvers<void>();
  const theirs = ask(MODEL, { onProgress: () => begun.resolve() });
  await begun.promise;
  const abort = new AbortController();
  const seen: unknown[] = [];
  const see = (shown: unknown) => void seen.push(shown);
  const ours = ask(MODEL, { signal: abort.signal, onProgress: see, onPreview: see });
  const looks = () => sandbox().requests.filter(({ url }) => url.endsWith("/internal/progress")).length;
  const before = looks();
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(before + 2), { timeout: 5_000 });
  const cancelled = new RepaintError("cancelled");
  abort.abort(cancelled);
  await expect(ours).rejects.toBe(cancelled);
  expect(seen).toEqual([]);
  expect(interruptions()).toEqual([]);
  await endWork();
  expect((await theirs).image.bytes.length).toBeGreaterThan(0);
});

test("a picture is enlarged by the factor that was asked for, with a model and not by stretching", async () => {
  const result = await ask("a1111/upscale", { scale: 3 });
  expect(submissions()[0]?.fields).toEqual({ resize_mode: 0, upscaling_resize: 3, upscaler_1: "R-ESRGAN 4x+" });
  const { width = 0 } = submissions()[0]?.size ?? {};
  expect((await sharp(result.image.bytes).metadata()).width).toBe(Math.floor((width * 3) / 8) * 8);
});

test.each([
  [["None", "Lanczos", "Nearest", "4x-UltraSharp"], "4x-UltraSharp"],
  [["None", "Lanczos", "Nearest"], null],
])("of the upscalers %j it takes %s", async (names, chosen) => {
  const send = globalThis.fetch;
  const asked: string[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    if (String(url).endsWith("/upscalers")) return Response.json(names.map((name) => ({ name })));
    asked.push(JSON.parse(String(init?.body)).upscaler_1);
    return await send(url, init);
  });
  const result = await ask("a1111/upscale").catch((error: unknown) => error);
  vi.restoreAllMocks();
  expect(asked).toEqual(chosen === null ? [] : [chosen]);
  if (chosen === null) expect(result).toMatchObject({ code: "model_unavailable" });
});

test("a login that is no user:password is named before anything is sent", () => {
  const env = { LOCAL_EDIT_TOKENS: 1, A1111_BASE_URL: "http://127.0.0.1:7860", A1111_API_KEY: "token" };
  expect(createA1111Provider({ env, engine: null }).availability()).toMatchObject({
    available: false,
    reason: { code: "login_malformed", values: { variable: "A1111_API_KEY" } },
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
