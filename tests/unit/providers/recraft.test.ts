import sharp from "sharp";
import { expect, test } from "vitest";
import type { ProviderCall } from "#lib/providers/provider.ts";
import { createRecraftProvider } from "#lib/providers/recraft/recraft.ts";
import { createRecraftStandin } from "#tests/sandbox/standins/recraft.ts";
import { testConformance } from "./conformance.ts";

const standin = createRecraftStandin();
const { ask, sandbox, model } = testConformance({
  create: createRecraftProvider,
  standin,
  env: (baseUrl) => ({ RECRAFT_API_KEY: standin.key, RECRAFT_BASE_URL: baseUrl }),
  options: { "recraft/restyle": { strength: 0.5 } },
});

/** What Recraft saw of one call. */
async function sent(id: string, changes: Partial<ProviderCall> = {}) {
  const result = await ask(id, changes);
  return { result, ...sandbox().submissionsTo("recraft")[0] };
}

test("a description and its settings reach Recraft in its own words", async () => {
  const { prompt, fields } = await sent("recraft/inpaint", {
    prompt: "a boat",
    options: { seed: 7, negativePrompt: "people", styleMatch: "precise", creativity: "simple" },
  });
  expect(prompt).toBe("a boat");
  expect(fields).toEqual({
    model: "recraftv3",
    random_seed: 7,
    negative_prompt: "people",
    style_match: "precise",
    creativity: "simple",
    response_format: "b64_json",
    image_format: "png",
  });
});

test("an eraser is sent no description and no style", async () => {
  const { prompt, fields } = await sent("recraft/erase", { prompt: "a boat" });
  expect(prompt).toBeNull();
  expect(fields).toEqual({ response_format: "b64_json", image_format: "png" });
});

test("a substyle is sent with the style it belongs to, whatever style was chosen", async () => {
  const fitting = await sent("recraft/inpaint", { options: { stylePreset: "realistic_image", substyle: "hdr" } });
  expect(fitting.fields).toMatchObject({ style: "realistic_image", substyle: "hdr" });
  expect(fitting.result.warnings).toEqual([]);
  sandbox().reset();
  const other = await sent("recraft/inpaint", { options: { stylePreset: "realistic_image", substyle: "noir" } });
  expect(other.fields).toMatchObject({ style: "digital_illustration", substyle: "noir" });
  expect(other.result.warnings).toMatchObject([{ code: "substyle_first" }]);
});

test("a style of one's own is sent alone, and what it replaced is told", async () => {
  const { fields, result } = await sent("recraft/inpaint", { options: { stylePreset: "any", styleId: "my-style" } });
  expect(fields).toMatchObject({ style_id: "my-style" });
  expect(fields).not.toHaveProperty("style");
  expect(result.warnings).toMatchObject([{ code: "own_style_only" }]);
});

test("no model offers a style that answers with a drawing instead of pixels", () => {
  for (const id of ["recraft/inpaint", "recraft/restyle"]) {
    const style = model(id).options.find(({ name }) => name === "stylePreset");
    const values = style?.type === "choice" ? style.choices.map(({ value }) => value) : [];
    expect(values).toContain("realistic_image");
    expect(values).not.toContain("vector_illustration");
    expect(values).not.toContain("icon");
  }
});

test("each edge is extended by as much as was asked, and the others are not named", async () => {
  const { fields, size, result } = await sent("recraft/outpaint", {
    expand: { left: 16, top: 0, right: 32, bottom: 0 },
  });
  expect(fields).toMatchObject({ expand_left: 16, expand_right: 32 });
  expect(fields).not.toHaveProperty("expand_top");
  const { width, height } = await sharp(result.image.bytes).metadata();
  expect({ width, height }).toEqual({ width: (size?.width ?? 0) + 48, height: size?.height });
});

test("the largest picture extended as far as it may be stays within Recraft's largest result", () => {
  const { image, outpaint } = model("recraft/outpaint");
  const most = outpaint?.by === "edges" ? outpaint.maxPerSide : Number.NaN;
  expect(image.maxSide + 2 * most).toBeLessThanOrEqual(4096);
});

test("a cut-out comes back with its transparency", async () => {
  const { image } = await ask("recraft/remove-background");
  expect(await sharp(image.bytes).metadata()).toMatchObject({ format: "png", hasAlpha: true });
});

test("what Recraft spent is told in its units and in money, in both shapes of answer", async () => {
  expect(await ask("recraft/inpaint")).toMatchObject({ usage: { credits: 40 }, costMicroUsd: 40_000 });
  expect(await ask("recraft/erase")).toMatchObject({ usage: { credits: 2 }, costMicroUsd: 2_000 });
});

test("every call is priced to cover what Recraft takes for it", async () => {
  for (const { id, tokens } of [
    { id: "recraft/erase", tokens: 1 },
    { id: "recraft/inpaint", tokens: 4 },
    { id: "recraft/creative-upscale", tokens: 25 },
  ]) {
    expect(model(id).price).toEqual({ baseTokens: tokens, tokensPerMegapixel: 0 });
  }
});

test("a result named by address is fetched without the key", async () => {
  sandbox().fail("recraft", "not-a-picture-by-url");
  await ask("recraft/inpaint");
  const [call, file] = sandbox().requests;
  expect(call?.headers.get("authorization")).toBe(`Bearer ${standin.key}`);
  expect(file?.url).toMatch(/^\/recraft\/files\//);
  expect(file?.headers.get("authorization")).toBeNull();
});
