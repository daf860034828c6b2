import sharp from "sharp";
import { expect, test } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { priceInTokens } from "#lib/domain/pricing.ts";
import { createIdeogramProvider } from "#lib/providers/ideogram/ideogram.ts";
import type { EncodedImage, ProviderCall } from "#lib/providers/provider.ts";
import { createIdeogramStandin } from "#tests/sandbox/standins/ideogram.ts";
import { testConformance } from "./conformance.ts";

const standin = createIdeogramStandin();
const { ask, sandbox, model } = testConformance({
  create: createIdeogramProvider,
  standin,
  env: (baseUrl) => ({ IDEOGRAM_API_KEY: standin.key, IDEOGRAM_BASE_URL: baseUrl }),
});

/** What Ideogram saw of one call. */
async function sent(id: string, changes: Partial<ProviderCall> = {}) {
  const { warnings } = await ask(id, changes);
  return { warnings, ...sandbox().submissionsTo("ideogram")[0] };
}

test("a description and its settings reach Ideogram 3.0 in its own words", async () => {
  const { endpoint, prompt, fields } = await sent("ideogram/inpaint", {
    prompt: "a boat",
    options: { quality: "turbo", seed: 7, magicPrompt: "OFF", styleType: "REALISTIC" },
  });
  expect(endpoint).toBe("/v1/ideogram-v3/inpaint");
  expect(prompt).toBe("a boat");
  expect(fields).toEqual({
    rendering_speed: "TURBO",
    seed: 7,
    magic_prompt: "OFF",
    style_type: "REALISTIC",
    references: 0,
  });
});

test("what was not chosen is not sent, except the quality, which decides the price", async () => {
  expect((await sent("ideogram/inpaint")).fields).toEqual({ rendering_speed: "DEFAULT", references: 0 });
  sandbox().reset();
  expect((await sent("ideogram/precise-edit")).fields).toEqual({ quality: "medium", async: "true", references: 0 });
});

test("Precise Edit follows the description, and is told to remove where the person erases", async () => {
  expect((await sent("ideogram/precise-edit", { prompt: "make it red" })).prompt).toBe("make it red");
  sandbox().reset();
  expect((await sent("ideogram/precise-edit", { operation: "erase", prompt: "" })).prompt).toMatch(/^Remove /);
});

test("pictures of a style come before a style, and a style before a kind of picture", async () => {
  const references = [await picture(32)];
  const withPicture = await sent("ideogram/inpaint", { references, options: { stylePreset: "WATERCOLOR" } });
  expect(withPicture.fields).toEqual({ rendering_speed: "DEFAULT", references: 1 });
  expect(withPicture.warnings).toMatchObject([{ code: "option_unsupported" }]);
  sandbox().reset();
  const withPreset = await sent("ideogram/inpaint", { options: { stylePreset: "WATERCOLOR", styleType: "FICTION" } });
  expect(withPreset.fields).toMatchObject({ style_preset: "WATERCOLOR" });
  expect(withPreset.fields).not.toHaveProperty("style_type");
  expect(withPreset.warnings).toMatchObject([{ code: "option_unsupported" }]);
});

test("style pictures that are too large together are left out, and the person is told", async () => {
  const large = { bytes: new Uint8Array(6_000_000), format: "png" } as const;
  const { fields, warnings } = await sent("ideogram/inpaint", { references: [large, large] });
  expect(fields).toMatchObject({ references: 1 });
  expect(warnings).toMatchObject([{ code: "option_unsupported" }]);
});

test("Precise Edit looks at the pictures that were added", async () => {
  const references = [await picture(32), await picture(48), await picture(64)];
  expect((await sent("ideogram/precise-edit", { references })).fields).toMatchObject({ references: 3 });
});

test("a job is noted as soon as it is named, and taken up again without paying twice", async () => {
  const noted: string[] = [];
  await ask("ideogram/precise-edit", { onJobId: async (id) => void noted.push(id) });
  const [jobId] = noted;
  if (jobId === undefined) throw new Error("no job was noted");
  const onJobId = async () => Promise.reject(new Error("a job was submitted again"));
  const { image, requestId } = await ask("ideogram/precise-edit", { jobId, onJobId });
  expect(requestId).toBe(jobId);
  expect((await sharp(image.bytes).metadata()).width).toBeGreaterThan(0);
  expect(sandbox().submissionsTo("ideogram")).toHaveLength(1);
});

test("waiting for a job ends at once when it is cancelled", async () => {
  const cancelled = new RepaintError("cancelled");
  const abort = new AbortController();
  const asked = ask("ideogram/precise-edit", {
    signal: abort.signal,
    onJobId: async () => abort.abort(cancelled),
  });
  await expect(asked).rejects.toBe(cancelled);
});

test("a job that Ideogram no longer knows is a lost result, not a retired model", async () => {
  await expect(ask("ideogram/precise-edit", { jobId: "generation_0" })).rejects.toMatchObject({ code: "bad_response" });
});

test("a picture that was withheld is told as such, whichever model made it", async () => {
  for (const id of ["ideogram/inpaint", "ideogram/precise-edit"]) {
    sandbox().fail("ideogram", "withheld");
    await expect(ask(id)).rejects.toMatchObject({
      code: "content_filtered",
      moderation: { side: "output", category: null },
    });
  }
});

test("the key goes to the API and to no address of a result", async () => {
  await ask("ideogram/precise-edit");
  const { requests } = sandbox();
  const isResult = ({ url }: { url: string }) => url.startsWith("/ideogram/files/");
  expect(requests.filter(isResult).map(({ headers }) => headers.get("api-key"))).toEqual([null]);
  const calls = requests.filter((request) => !isResult(request));
  expect(calls.map(({ headers }) => headers.get("api-key"))).toEqual(calls.map(() => standin.key));
});

test("a call costs what Ideogram says it took, and its list price where it does not say", async () => {
  expect((await ask("ideogram/precise-edit")).costMicroUsd).toBe(61_000);
  expect((await ask("ideogram/inpaint")).costMicroUsd).toBe(60_000);
  expect((await ask("ideogram/inpaint", { options: { quality: "quality" } })).costMicroUsd).toBe(90_000);
});

test.each([
  ["ideogram/precise-edit", { very_low: 1, low: 3, medium: 6, high: 22 }],
  ["ideogram/inpaint", { turbo: 3, default: 6, quality: 9 }],
])("each quality of %s has its own price in tokens", (id, tokens) => {
  const { price } = model(id);
  const size = { width: 1024, height: 1024 };
  for (const [quality, expected] of Object.entries(tokens)) {
    expect(priceInTokens(price, size, 1, { quality })).toBe(expected);
  }
});

async function picture(side: number): Promise<EncodedImage> {
  const create = { width: side, height: side, channels: 3, background: "#808080" } as const;
  return { bytes: await sharp({ create }).png().toBuffer(), format: "png" };
}
