import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { priceInTokens } from "#lib/domain/pricing.ts";
import { planWindow } from "#lib/domain/window.ts";
import { createIdeogramProvider } from "#lib/providers/ideogram/ideogram.ts";
import type { EncodedImage, ProviderCall } from "#lib/providers/provider.ts";
import { createIdeogramStandin } from "#tests/sandbox/standins/ideogram.ts";
import { IDEOGRAM_3_RESOLUTIONS } from "#tests/sandbox/standins/ideogram-endpoints.ts";
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
  expect(endpoint).toBe("/v2/image/inpaint/ideogram-3");
  expect(prompt).toBe("a boat");
  expect(fields).toEqual({
    rendering_speed: "turbo",
    seed: 7,
    magic_prompt: "off",
    style_type: "realistic",
    async: "true",
    references: 0,
  });
});

test("what was not chosen is not sent, except the quality, which decides the price", async () => {
  const usual = { rendering_speed: "default", async: "true", references: 0 };
  expect((await sent("ideogram/inpaint")).fields).toEqual(usual);
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
  expect(withPicture.fields).toEqual({ rendering_speed: "default", async: "true", references: 1 });
  expect(withPicture.warnings).toMatchObject([{ code: "one_style_source" }]);
  sandbox().reset();
  const withPreset = await sent("ideogram/inpaint", { options: { stylePreset: "WATERCOLOR", styleType: "FICTION" } });
  expect(withPreset.fields).toMatchObject({ style_preset: "watercolor" });
  expect(withPreset.fields).not.toHaveProperty("style_type");
  expect(withPreset.warnings).toMatchObject([{ code: "one_style_source" }]);
});

test("style pictures that are too large together are left out, and the person is told", async () => {
  const large = { bytes: new Uint8Array(6_000_000), format: "png" } as const;
  const { fields, warnings } = await sent("ideogram/inpaint", { references: [large, large] });
  expect(fields).toMatchObject({ references: 1 });
  expect(warnings).toEqual([{ code: "style_pictures_too_large", values: { megabytes: 10 } }]);
});

test("an eraser is sent the marked region in white, and no description", async () => {
  const { endpoint, prompt, fields } = await sent("ideogram/remove-object", { options: { seed: 7 } });
  expect(endpoint).toBe("/v2/image/remove-object/ideogram-1");
  expect(prompt).toBeNull();
  expect(fields).toEqual({ seed: 7, references: 0 });
});

test.each([
  [0, 100],
  [0.5, 51],
  [1, 1],
])("strength %d is a weight of the picture of %d", async (strength, weight) => {
  const { fields } = await sent("ideogram/remix", { options: { strength, negativePrompt: "people" } });
  expect(fields).toMatchObject({ image_weight: weight, negative_prompt: "people" });
});

test("a picture that is remixed comes back in the size it was sent in", async () => {
  const { size, fields } = await sent("ideogram/remix");
  expect(fields).toMatchObject({ resolution: `${size?.width}x${size?.height}` });
  const result = await ask("ideogram/remix");
  expect(await sharp(result.image.bytes).metadata()).toMatchObject({ ...size });
});

test("whatever the picture, Ideogram 3.0 is sent it in a size that it paints in", () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 12_000 }), fc.integer({ min: 16, max: 12_000 }), (width, height) => {
      for (const id of ["ideogram/remix", "ideogram/replace-background"]) {
        const maskBounds = { x: 0, y: 0, width, height };
        const { sent } = planWindow({ image: { width, height }, maskBounds, rules: model(id).image });
        expect(IDEOGRAM_3_RESOLUTIONS).toContain(`${sent.width}x${sent.height}`);
      }
    }),
    { numRuns: 50 },
  );
});

test("a picture is made twice as wide, and its price is that of the result", async () => {
  const { size, fields } = await sent("ideogram/upscale", { scale: 2 });
  expect(fields).toMatchObject({ upscale_factor: "x2" });
  const result = await ask("ideogram/upscale", { scale: 2 });
  expect((await sharp(result.image.bytes).metadata()).width).toBe(Number(size?.width) * 2);
  expect(priceInTokens(model("ideogram/upscale").price, { width: 1024, height: 1024 }, 1)).toBe(13);
});

test("a background that was removed is transparent", async () => {
  const { image } = await ask("ideogram/remove-background");
  expect((await sharp(image.bytes).metadata()).hasAlpha).toBe(true);
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
  const listPrice = async (id: string, changes: Partial<ProviderCall> = {}) => {
    sandbox().fail("ideogram", "no-cost");
    return (await ask(id, changes)).costMicroUsd;
  };
  expect(await listPrice("ideogram/inpaint")).toBe(60_000);
  expect(await listPrice("ideogram/inpaint", { options: { quality: "quality" } })).toBe(90_000);
  expect(await listPrice("ideogram/remove-object")).toBe(30_000);
  expect(await listPrice("ideogram/remove-background")).toBe(10_000);
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
