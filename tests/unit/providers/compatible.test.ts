import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { type CompatibleEnv, createCompatibleProvider } from "#lib/providers/compatible/compatible.ts";
import type { ProviderCall } from "#lib/providers/provider.ts";
import { createCompatibleStandin } from "#tests/sandbox/standins/compatible.ts";
import type { ServerKind } from "#tests/sandbox/standins/compatible-servers.ts";
import { testConformance } from "./conformance.ts";

const EDIT = "compatible/edit";

function testAgainst(kind: ServerKind, env: CompatibleEnv & { COMPATIBLE_API_KEY?: string }, below = "") {
  const standin = createCompatibleStandin(kind);
  const tested = testConformance({
    create: createCompatibleProvider,
    standin,
    env: (baseUrl) => ({
      COMPATIBLE_BASE_URL: `${baseUrl}${below}`,
      ...(standin.key && { COMPATIBLE_API_KEY: standin.key }),
      ...env,
    }),
  });
  const sent = async (changes: Partial<ProviderCall>) => {
    await tested.ask(EDIT, changes);
    return tested.sandbox().submissionsTo("compatible").at(-1);
  };
  return { ...tested, sent };
}

async function reference() {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  return [{ bytes, format: "png" }] as const;
}

describe("a server that keeps to OpenAI's documentation", () => {
  const { ask, sandbox, sent } = testAgainst("openai", {});

  test("is sent an instruction and the size, and a model's name only where the operator gave one", async () => {
    const submission = await sent({ operation: "erase", prompt: "" });
    expect(submission?.prompt).toMatch(/remove everything in the masked region/i);
    expect(submission?.fields).toMatchObject({ size: expect.stringMatching(/^(1024|1536)x(1024|1536)$/) });
    expect(submission?.fields).not.toHaveProperty("model");
  });

  test("gets further pictures after the one that is edited", async () => {
    expect((await sent({ references: await reference() }))?.fields.references).toBe(1);
  });

  test("tells the category that its content rules stopped", async () => {
    sandbox().fail("compatible", "moderated");
    await expect(ask(EDIT)).rejects.toMatchObject({ moderation: { category: "violence" } });
  });
});

describe("stable-diffusion.cpp", () => {
  const { sent, model } = testAgainst("stable-diffusion-cpp", {
    COMPATIBLE_PRESET: "stable-diffusion-cpp",
    COMPATIBLE_MODEL: "sdxl",
  });

  test("is sent the description as typed, and a background where something is to be erased", async () => {
    expect(await sent({ prompt: "a heron" })).toMatchObject({
      prompt: "a heron",
      fields: { model: "sdxl", output_format: "png" },
    });
    expect((await sent({ operation: "erase", prompt: "" }))?.prompt).toMatch(/empty background/);
  });

  test("is asked for nothing that a description cannot say", () => {
    expect(model(EDIT).operations).toEqual(["inpaint", "erase", "outpaint"]);
  });
});

describe("vLLM-Omni", () => {
  const { sent } = testAgainst("vllm-omni", { COMPATIBLE_PRESET: "vllm-omni" });

  test("is sent its own settings in its own words", async () => {
    const options = { seed: 7, negativePrompt: "people" };
    expect((await sent({ options }))?.fields).toMatchObject({ seed: 7, negative_prompt: "people" });
    expect((await sent({}))?.fields).not.toHaveProperty("seed");
    expect((await sent({ references: await reference() }))?.fields.references).toBe(1);
  });
});

describe("LocalAI", () => {
  const { sent, ask, sandbox } = testAgainst("localai", {
    COMPATIBLE_PRESET: "localai",
    COMPATIBLE_MODEL: "dreamshaper",
    COMPATIBLE_API_KEY: "of-the-operator",
  });

  test("is sent one size, its model and its steps, and no size that it would not read", async () => {
    const submission = await sent({ options: { steps: 30 } });
    expect(submission?.size).toEqual({ width: 512, height: 512 });
    expect(submission?.fields).toEqual({ model: "dreamshaper", steps: 30, references: 0 });
  });

  test("has its result fetched from where it says, without the key", async () => {
    await ask(EDIT);
    const [edit, result] = sandbox().requests;
    expect(edit?.headers.get("authorization")).toBe("Bearer of-the-operator");
    expect(result?.url).toMatch(/generated-images/);
    expect(result?.headers.has("authorization")).toBe(false);
  });

  test("cannot be used until its model is named", () => {
    const env = {
      LOCAL_EDIT_TOKENS: 1,
      COMPATIBLE_BASE_URL: "http://localhost:8080",
      COMPATIBLE_PRESET: "localai",
    } as const;
    expect(createCompatibleProvider({ env, engine: null }).availability()).toEqual({
      available: false,
      reason: { code: "model_missing", values: { variable: "COMPATIBLE_MODEL" } },
    });
  });
});

describe("SGLang", () => {
  const { sent, model } = testAgainst("sglang", { COMPATIBLE_PRESET: "sglang" });

  test("is told where in words: it would ignore a mask without a word", async () => {
    expect(model(EDIT).mask.channel).toBe("none");
    expect(model(EDIT).description).toMatch(/not where/);
    expect((await sent({ operation: "erase", mask: null, prompt: "" }))?.prompt).toMatch(/main object in the middle/);
  });

  test("is sent its own settings in its own words", async () => {
    const options = { seed: 7, guidance: 4.5 };
    expect((await sent({ options }))?.fields).toMatchObject({ seed: 7, guidance_scale: 4.5 });
  });
});

describe("a server that no preset knows", () => {
  // A vLLM-Omni behind OpenAI's preset, every difference told by hand.
  const byHand = {
    COMPATIBLE_PATH: "v1/images/edits",
    COMPATIBLE_MASK_FIELD: "mask_image",
    COMPATIBLE_MASK_POLARITY: "white-repaints",
  } as const;
  const { ask, sandbox } = testAgainst("vllm-omni", byHand, "/v1/");

  test("is reached whether its address was given with its version or without", async () => {
    await ask(EDIT);
    expect(sandbox().requests[0]?.url).toBe("/compatible/v1/images/edits");
  });
});
