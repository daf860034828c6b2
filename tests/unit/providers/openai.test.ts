import sharp from "sharp";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { RepaintError } from "#lib/domain/error.ts";
import { resolveOptions } from "#lib/domain/model-option.ts";
import { moderationOf } from "#lib/providers/openai/error-code.ts";
import { createOpenaiProvider } from "#lib/providers/openai/openai.ts";
import type { ProviderCall } from "#lib/providers/provider.ts";
import { readPicture } from "#tests/sandbox/kit/picture.ts";
import { openai } from "#tests/sandbox/standins/openai.ts";
import { testConformance } from "./conformance.ts";

const { ask, sandbox, model } = testConformance({
  create: createOpenaiProvider,
  standin: openai,
  env: (baseUrl) => ({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: openai.key }),
});

const SUNBURST = "openai/gpt-image-2.5-sunburst";
const NEWEST = "openai/gpt-image-2.6-sunburst";
const sent = async (changes: Partial<ProviderCall>, id = SUNBURST) => {
  await ask(id, changes);
  return sandbox().submissionsTo("openai").at(-1);
};
const failed = (fault: string, times = 3) => {
  sandbox().fail("openai", fault, times);
  return ask(NEWEST).then(
    () => expect.unreachable("the fault did not show"),
    (error: RepaintError) => error,
  );
};
afterEach(() => vi.unstubAllEnvs());

describe("a request", () => {
  test("tells the size of what is sent, wants one PNG as a stream, and names the person only by a hash", async () => {
    const submission = await sent({ userHash: "0f0f" });
    const { width, height } = submission?.size ?? {};
    expect(submission?.fields).toEqual({
      model: "gpt-image-2.5-sunburst",
      size: `${width}x${height}`,
      n: 1,
      output_format: "png",
      stream: "true",
      safety_identifier: "0f0f",
      references: 0,
    });
  });

  test("has the settings that were chosen, in the service's words", async () => {
    const options = { quality: "max", background: "opaque", partialImages: 3 };
    expect((await sent({ options }))?.fields).toMatchObject({
      quality: "max",
      background: "opaque",
      partial_images: 3,
    });
  });

  test("shows two previews where nobody says otherwise", () => {
    expect(resolveOptions(model(NEWEST).options, {}).values).toEqual({ partialImages: 2 });
  });

  test("is understood in one of the three standard sizes by 2.6, which is not known to paint at others", async () => {
    const submission = await sent({}, NEWEST);
    expect(["1024x1024", "1536x1024", "1024x1536"]).toContain(submission?.fields.size);
  });

  test("carries further pictures after the one that the mask is for", async () => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const submission = await sent({ references: [{ bytes, format: "png" }] });
    expect(submission?.fields.references).toBe(1);
    expect(submission?.region?.width).toBe(submission?.size.width);
  });

  test("takes nothing from variables that only the SDK reads", async () => {
    vi.stubEnv("OPENAI_ORG_ID", "org-somebody-else");
    vi.stubEnv("OPENAI_PROJECT_ID", "proj-somebody-else");
    await ask(NEWEST);
    expect([...(sandbox().requests[0]?.headers.values() ?? [])].join()).not.toContain("somebody-else");
  });
});

describe("an operation becomes an instruction", () => {
  test.each([
    ["inpaint", { prompt: "a heron" }, /paint this into the masked region: a heron/i],
    ["inpaint", { prompt: " " }, /what its surroundings suggest/],
    ["erase", { prompt: "" }, /remove everything in the masked region/i],
    ["erase", { prompt: "", mask: null }, /main object in the middle/],
    ["outpaint", { prompt: "a wide beach" }, /masked border.*a wide beach/s],
    ["replace-object", { prompt: "a tuba", options: { searchPrompt: "the violin" } }, /replace the violin.*a tuba/is],
    ["recolor", { prompt: "teal" }, /color of what is in the masked region.*teal/s],
    ["recolor", { prompt: "the door in teal", mask: null }, /the object that this description means.*teal/s],
    ["replace-background", { prompt: "a forest", mask: null }, /replace the background with this: a forest/],
    ["restyle", { prompt: "woodcut", mask: null }, /the whole picture in this style: woodcut/],
  ] as const)("%s with %j", async (operation, changes, instruction) => {
    expect((await sent({ operation, ...changes }))?.prompt).toMatch(instruction);
  });
});

describe("removing a background", () => {
  test("comes back with transparency, and says so where another background was chosen", async () => {
    const asked = { operation: "remove-background", mask: null, prompt: "" } as const;
    const result = await ask(SUNBURST, { ...asked, options: { background: "opaque" } });
    expect((await readPicture(result.image.bytes)).channels).toBe(4);
    expect(result.warnings).toMatchObject([{ code: "background_is_transparent" }]);
    expect((await ask(SUNBURST, asked)).warnings).toEqual([]);
  });

  test("is offered only by families that are documented to leave a background out", () => {
    expect(model(SUNBURST).operations).toContain("remove-background");
    expect(model(NEWEST).operations).not.toContain("remove-background");
    expect(model("openai/gpt-image-2").operations).not.toContain("remove-background");
  });
});

test("unfinished pictures are shown as they come, as many as were asked for", async () => {
  const previews: Uint8Array[] = [];
  await ask(NEWEST, { options: { partialImages: 3 }, onPreview: (bytes) => void previews.push(bytes) });
  expect(previews).toHaveLength(3);
  for (const bytes of previews) expect((await readPicture(bytes)).format).toBe("png");
});

describe("a failure", () => {
  test("of the content rules tells the category", async () => {
    expect((await failed("moderated")).moderation).toEqual({ side: null, category: "violence" });
    expect((await failed("moderated-late")).moderation).toEqual({ side: null, category: "violence" });
  });

  test("of the content rules tells the side, where the service does", () => {
    const told = { moderation_details: { moderation_stage: "output", categories: ["violence", "gore"] } };
    expect(moderationOf(told)).toEqual({ side: "output", category: "violence, gore" });
    expect(moderationOf({ moderation_details: { moderation_stage: "unknown" } }).side).toBeNull();
  });

  test("by a rate limit that passes soon is tried again within the same call, and the edit succeeds", async () => {
    sandbox().fail("openai", "rate-limit");
    await ask(NEWEST);
    expect(sandbox().requests).toHaveLength(2);
    expect(sandbox().submissionsTo("openai")).toHaveLength(1);
  });

  test("by a limit that lasts longer than a call says when to come back", async () => {
    expect((await failed("slow-down")).retryAfterSeconds).toBe(120);
    expect(sandbox().requests).toHaveLength(1);
  });

  test.each([
    "no-quota",
    "no-credit",
    "hard-limit",
    "unverified",
    "server-error",
    "ends-early",
    "error-event",
    "drops",
  ])("by %s is never sent again: it would not help, or could be billed twice", async (fault) => {
    await failed(fault);
    expect(sandbox().requests).toHaveLength(1);
  });

  test("by a redirect takes the key nowhere", async () => {
    await failed("redirect");
    expect(sandbox().requests).toHaveLength(1);
  });
});

describe("the price", () => {
  test("is what the metered tokens cost, and the tokens are told", async () => {
    const { usage, costMicroUsd } = await ask(SUNBURST, { options: { quality: "low" } });
    const { input_text_tokens: text, input_image_tokens: image, output_tokens: output } = usage ?? {};
    expect(costMicroUsd).toBe(Number(text) * 5 + Number(image) * 8 + Number(output) * 30);
    expect(costMicroUsd).toBeGreaterThan(0);
  });

  test("is unknown where none is published", async () => {
    expect((await ask("openai/gpt-image-2.6-flare")).costMicroUsd).toBeNull();
  });

  test.each(["low", "medium", "high"])("quoted for %s covers what the answer says it cost", async (quality) => {
    const { price } = model(SUNBURST);
    const { costMicroUsd } = await ask(SUNBURST, { options: { quality, partialImages: 3 } });
    const quoted = (price.baseTokens + price.tokensPerMegapixel) * (price.multiplier?.factors[quality] ?? 1);
    expect(quoted * 10_000).toBeGreaterThan(Number(costMicroUsd));
  });
});

describe("the model that the operator names", () => {
  const modelsWith = (OPENAI_IMAGE_MODEL?: string) =>
    createOpenaiProvider({ env: { LOCAL_EDIT_TOKENS: 1, OPENAI_IMAGE_MODEL }, engine: null }).models;

  test("is listed after the known ones, and keeps to what every image model can do", () => {
    const added = modelsWith("gpt-image-9").at(-1);
    expect(added).toMatchObject({ id: "openai/gpt-image-9", image: { minSide: 1024, maxSide: 1536, multipleOf: 512 } });
    expect(modelsWith("gpt-image-9")).toHaveLength(modelsWith().length + 1);
  });

  test("can do what its family can where it is a snapshot of one, and is listed once where it is one", () => {
    expect(modelsWith("gpt-image-2.5-flare-2026-09-08").at(-1)?.operations).toContain("remove-background");
    expect(modelsWith("gpt-image-2")).toHaveLength(modelsWith().length);
  });

  test("is the only way to a retired one: none is listed by itself", () => {
    expect(modelsWith().map(({ id }) => id)).not.toContainEqual(expect.stringMatching(/dall-e|image-1|latest/));
  });
});
