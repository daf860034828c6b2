import { beforeEach, expect, test } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import type { Engine, EngineOptions, EnlargeInput, FillInput } from "#lib/engine/fill.ts";
import { createLocalProvider } from "#lib/providers/local.ts";
import type { Model, ProviderCall } from "#lib/providers/provider.ts";
import { areProvidersConfigured, configureProviders, findModel, listModels } from "#lib/providers/registry.ts";
import { circle } from "#tests/fixtures/holes.ts";

const env = { LOCAL_EDIT_TOKENS: 3 };
const hole = circle(64, 10);
let asked: { input: FillInput; options: EngineOptions } | null;
let enlarging: EnlargeInput | null;
/** Answers white; what it enlarges black, and what it cuts out transparent. */
const engine: Engine = {
  enlarge: async (input) => {
    enlarging = input;
    return { pixels: new Uint8Array(input.pixels.length * input.scale ** 2), warnings: [] };
  },
  cutOut: async ({ width, height }) => ({ pixels: new Uint8Array(width * height * 4), warnings: [] }),
  fill: async (input, options = {}) => {
    asked = { input, options };
    options.onProgress?.(1);
    return {
      pixels: new Uint8Array(input.pixels.length).fill(255),
      engine: "exemplar",
      warnings: [{ code: "engine_fallback", values: {} }],
    };
  },
  status: () => ({ state: "idle", waiting: 0, pid: null, peakMemoryBytes: null }),
  close: async () => {},
};
beforeEach(() => {
  asked = null;
  enlarging = null;
});

const modelOf = (settings: Parameters<typeof createLocalProvider>[0]) =>
  createLocalProvider(settings).models[0] as Model;

function call(changes: Partial<ProviderCall> = {}): ProviderCall {
  return {
    model: modelOf({ env, engine }),
    operation: "erase",
    image: { bytes: hole.pixels, format: "raw" },
    mask: hole.mask,
    width: 64,
    height: 64,
    prompt: "",
    options: {},
    references: [],
    expand: null,
    scale: null,
    userHash: "someone",
    onPreview: () => {},
    signal: new AbortController().signal,
    onProgress: () => {},
    jobId: null,
    onJobId: async () => {},
    ...changes,
  };
}

test("an edit is handed to the engine as it is, and its answer and warnings come back", async () => {
  const fractions: number[] = [];
  const request = call({ onProgress: (fraction) => fractions.push(fraction) });
  const { image, warnings, costMicroUsd } = await createLocalProvider({ env, engine }).edit(request);
  expect(image.format).toBe("raw");
  expect(image.bytes).toEqual(new Uint8Array(64 * 64 * 3).fill(255));
  expect(asked?.input).toMatchObject({ width: 64, height: 64, pixels: hole.pixels, mask: hole.mask });
  expect(asked?.options.signal).toBe(request.signal);
  expect(fractions).toEqual([1]);
  expect(warnings.map(({ code }) => code)).toEqual(["engine_fallback"]);
  expect(costMicroUsd).toBeNull();
});

test("a description is not followed, and the person is told so", async () => {
  const { warnings } = await createLocalProvider({ env, engine }).edit(
    call({ operation: "inpaint", prompt: "a red hat" }),
  );
  expect(warnings[0]?.code).toBe("prompt_ignored");
});

test("a picture is enlarged as often as asked, and cut out as RGBA", async () => {
  const provider = createLocalProvider({ env, engine });
  const larger = await provider.edit(call({ operation: "upscale", mask: null, scale: 3 }));
  expect(enlarging).toMatchObject({ width: 64, height: 64, scale: 3 });
  expect(larger.image.bytes).toHaveLength(192 * 192 * 3);
  const cut = await provider.edit(call({ operation: "remove-background", mask: null }));
  expect(cut.image.bytes).toHaveLength(64 * 64 * 4);
});

test("every operation it offers costs what the operator has set", () => {
  const { models } = createLocalProvider({ env, engine });
  const offered = models.flatMap(({ operations }) => operations);
  expect(offered).toEqual(expect.arrayContaining(["erase", "outpaint", "remove-background", "upscale"]));
  for (const { price } of models) expect(price).toEqual({ baseTokens: 3, tokensPerMegapixel: 0 });
});

test("a process without an engine lists and prices the model, but does not run it", async () => {
  const provider = createLocalProvider({ env, engine: null });
  expect(provider.availability()).toEqual({ available: true });
  expect(provider.models[0]?.price).toEqual({ baseTokens: 3, tokensPerMegapixel: 0 });
  await expect(provider.edit(call())).rejects.toThrow(RepaintError);
});

test("a repeated call costs nobody anything, so a crash may repeat it", () => {
  expect(modelOf({ env, engine })).toMatchObject({ repeatable: true, prompt: { use: "ignored" } });
});

test("the registry finds every model it lists, and no other", () => {
  configureProviders({ env, engine });
  expect(areProvidersConfigured()).toBe(true);
  const ids = listModels().map(({ model }) => model.id);
  expect(ids).toContain("local/migan");
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(findModel(id)?.model.id).toBe(id);
  expect(findModel("local/unknown")).toBeUndefined();
});

test("every model's id begins with its provider's", () => {
  configureProviders({ env, engine: null });
  for (const { provider, model } of listModels()) expect(model.id.startsWith(`${provider.id}/`)).toBe(true);
});
