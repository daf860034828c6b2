import sharp from "sharp";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createStabilityProvider } from "#lib/providers/stability/stability.ts";
import { createStabilityStandin } from "#tests/sandbox/standins/stability/stability.ts";
import { testConformance } from "./conformance.ts";

/** Every pause that was made, in milliseconds. They are not waited for: a poll alone takes ten seconds. */
const pauses = vi.hoisted((): number[] => []);
vi.mock("node:timers/promises", () => ({
  setTimeout: async (millis: number, _value: unknown, { signal }: { signal: AbortSignal }) => {
    signal.throwIfAborted();
    pauses.push(millis);
  },
}));
beforeEach(() => void pauses.splice(0));

const standin = createStabilityStandin();
const style = await flatPicture(96, 64);
const { ask, sandbox, model } = testConformance({
  create: createStabilityProvider,
  standin,
  env: (baseUrl) => ({ STABILITY_BASE_URL: baseUrl, STABILITY_API_KEY: standin.key }),
  options: {
    "stability/search-and-replace": { searchPrompt: "the dog" },
    "stability/search-and-recolor": { searchPrompt: "the car" },
  },
  references: { "stability/style-transfer": [style] },
});

const lastSubmission = () => sandbox().submissionsTo("stability").at(-1);
const requestsTo = (part: string) => sandbox().requests.filter(({ url }) => url.includes(part));
const REPLACE_BACKGROUND = "stability/replace-background";

describe("what is sent", () => {
  test("the mask's edge is left to us: the service neither grows nor blurs it", async () => {
    await ask("stability/inpaint");
    expect(lastSubmission()?.fields).toMatchObject({ grow_mask: 0 });
    await ask("stability/erase");
    expect(lastSubmission()?.fields).toMatchObject({ grow_mask: 0 });
  });

  test("nothing but the picture, the mask and the description, unless it was asked for", async () => {
    await ask("stability/inpaint", { prompt: "a boat" });
    expect(lastSubmission()).toMatchObject({ endpoint: "edit/inpaint", prompt: "a boat" });
    expect(lastSubmission()?.fields).toEqual({ grow_mask: 0, output_format: "png" });
    await ask("stability/erase", { prompt: "a boat" });
    expect(lastSubmission()?.prompt).toBeNull();
  });

  test.each([
    ["stability/inpaint", { seed: 7, negativePrompt: "people" }, { seed: 7, negative_prompt: "people" }],
    ["stability/inpaint", { stylePreset: "line-art" }, { style_preset: "line-art" }],
    ["stability/outpaint", { creativity: 0.4 }, { creativity: 0.4, left: 16, up: 0, right: 32, down: 0 }],
    ["stability/search-and-replace", { searchPrompt: "a dog", growMask: 4 }, { search_prompt: "a dog", grow_mask: 4 }],
    ["stability/search-and-recolor", { searchPrompt: "the car" }, { select_prompt: "the car" }],
    ["stability/style", { fidelity: 0.9 }, { fidelity: 0.9, aspect_ratio: "1:1" }],
    [
      "stability/style-transfer",
      { strength: 0.3, styleStrength: 0.8, compositionFidelity: 0.7 },
      {
        change_strength: 0.3,
        style_strength: 0.8,
        composition_fidelity: 0.7,
        style_image: { width: 96, height: 64 },
      },
    ],
    ["stability/upscale-conservative", { creativity: 0.2 }, { creativity: 0.2 }],
    ["stability/upscale-creative", { creativity: 0.1, stylePreset: "anime" }, { style_preset: "anime" }],
    [
      REPLACE_BACKGROUND,
      { subjectPrompt: "a dog", preserveSubject: 0.9, backgroundDepth: 0.1, keepBackground: true },
      {
        foreground_prompt: "a dog",
        preserve_original_subject: 0.9,
        original_background_depth: 0.1,
        keep_original_background: "true",
      },
    ],
    [
      REPLACE_BACKGROUND,
      { lightDirection: "left", lightStrength: 0.5 },
      { light_source_direction: "left", light_source_strength: 0.5 },
    ],
  ])("%s is told %o in the service's words", async (id, options, fields) => {
    await ask(id, { options });
    expect(lastSubmission()?.fields).toMatchObject(fields);
  });

  test("a person is told by an opaque name, which the service asks for to act on abuse", async () => {
    await ask("stability/erase", { userHash: "opaque" });
    expect(sandbox().requests[0]?.headers.get("stability-client-user-id")).toBe("opaque");
  });

  test("pictures, mask and texts of the greatest size that is declared fit into the 10 MiB of one request", async () => {
    const prompt = "漢".repeat(10_000);
    const pictureFor = (id: string) => ({ ...style, bytes: padded(style.bytes, model(id).image.maxBytes) });
    await ask("stability/inpaint", {
      image: pictureFor("stability/inpaint"),
      mask: padded(await whiteMask(96, 64), model("stability/inpaint").mask.maxBytes),
      prompt,
      options: { negativePrompt: prompt },
    });
    const picture = pictureFor(REPLACE_BACKGROUND);
    await ask(REPLACE_BACKGROUND, {
      image: picture,
      references: [picture],
      prompt,
      options: { negativePrompt: prompt, subjectPrompt: prompt },
    });
    expect(sandbox().submissionsTo("stability")).toHaveLength(2);
  });
});

describe("what comes back", () => {
  test("the picture, its seed, the request's id and its list price", async () => {
    const result = await ask("stability/search-and-recolor");
    expect(result).toMatchObject({ requestId: "sandbox-request", usage: { seed: 343940597 }, costMicroUsd: 50_000 });
    const upscaled = await ask("stability/upscale-creative");
    expect(upscaled.costMicroUsd).toBe(600_000);
  });

  test("a removed background is transparent", async () => {
    const { image } = await ask("stability/remove-background");
    const { channels } = await sharp(image.bytes).stats();
    expect(channels[3]).toMatchObject({ min: 0, max: 255 });
  });

  test("an extended picture has the size that was asked for", async () => {
    const { image } = await ask("stability/outpaint", { expand: { left: 10, top: 20, right: 30, bottom: 40 } });
    const { width, height } = await sharp(image.bytes).metadata();
    expect({ width, height }).toEqual({ width: 320 + 40, height: 240 + 60 });
  });

  test("a restyled window keeps its shape, so that it can be laid back", async () => {
    const { image } = await ask("stability/style");
    const { width, height } = await sharp(image.bytes).metadata();
    expect(width).toBe(height);
  });

  test("where a description was not followed, a warning says so", async () => {
    const { warnings } = await ask("stability/upscale-fast", { prompt: "sharper" });
    expect(warnings).toMatchObject([{ code: "prompt_ignored" }]);
  });

  test("a light without a direction is left out, and a warning says so", async () => {
    const { warnings } = await ask(REPLACE_BACKGROUND, { options: { lightStrength: 0.9 } });
    expect(lastSubmission()?.fields).not.toHaveProperty("light_source_strength");
    expect(warnings).toMatchObject([{ code: "light_without_direction" }]);
  });
});

describe("what it cannot do without is declared, so that nothing is held for a request that lacks it", () => {
  test("a style transfer needs the picture whose style is meant", () => {
    expect(model("stability/style-transfer")).toMatchObject({ minReferences: 1, maxReferences: 1 });
  });

  test("a new background needs a description or a picture; either will do", async () => {
    expect(model(REPLACE_BACKGROUND).prompt).toMatchObject({ use: "optional", orReference: true });
    await ask(REPLACE_BACKGROUND, { prompt: "", references: [style] });
    expect(lastSubmission()).toMatchObject({
      prompt: null,
      fields: { background_reference: { width: 96, height: 64 } },
    });
  });
});

describe("refusals", () => {
  test.each([
    ["flagged", { side: "input", category: null }],
    ["public-figure", { side: "input", category: "public_figure" }],
    ["filtered", { side: "output", category: null }],
  ])("%s says which side was at fault", async (fault, moderation) => {
    sandbox().fail("stability", fault);
    await expect(ask("stability/inpaint")).rejects.toMatchObject({ moderation });
  });

  test("a filtered result of a job is refused too, though it comes under HTTP 200", async () => {
    sandbox().fail("stability", "filtered");
    await expect(ask("stability/upscale-creative")).rejects.toMatchObject({ code: "content_filtered" });
  });

  test("after too many requests nothing more is sent, and the error says to wait out the minute of the penalty", async () => {
    sandbox().fail("stability", "too-many-requests");
    await expect(ask("stability/erase")).rejects.toMatchObject({ retryAfterSeconds: 60 });
    expect(sandbox().requests).toHaveLength(1);
  });

  test("what may have been billed is not sent again", async () => {
    sandbox().fail("stability", "internal-error");
    await expect(ask("stability/erase")).rejects.toMatchObject({ code: "overloaded" });
    expect(sandbox().requests).toHaveLength(1);
  });
});

describe("jobs", () => {
  test("are named before they are waited for, and looked at no more often than every ten seconds", async () => {
    const seen: string[] = [];
    await ask(REPLACE_BACKGROUND, {
      onJobId: async (jobId) => {
        expect(requestsTo("/v2beta/results/")).toEqual([]);
        seen.push(jobId);
      },
    });
    const looks = requestsTo(`/v2beta/results/${seen[0]}`);
    expect(looks).toHaveLength(2);
    expect(pauses).toHaveLength(2);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(10_000);
  });

  test("are picked up by their id after a crash, never submitted again", async () => {
    const crash = new Error("crash");
    let jobId = "";
    const crashed = ask("stability/upscale-creative", {
      onJobId: async (named) => {
        jobId = named;
        throw crash;
      },
    });
    await expect(crashed).rejects.toBe(crash);
    const result = await ask("stability/upscale-creative", { jobId, onJobId: () => Promise.reject(crash) });
    expect(result.costMicroUsd).toBe(600_000);
    expect(sandbox().submissionsTo("stability")).toHaveLength(1);
  });

  test("are not given up because a look was one too many", async () => {
    sandbox().fail("stability", "busy-at-first");
    const result = await ask(REPLACE_BACKGROUND);
    expect(result.costMicroUsd).toBe(80_000);
    expect(sandbox().submissionsTo("stability")).toHaveLength(1);
  });

  test("that have expired fail, and are not taken for a retired model", async () => {
    await expect(ask(REPLACE_BACKGROUND, { jobId: "long-gone" })).rejects.toMatchObject({ code: "bad_response" });
    expect(sandbox().submissionsTo("stability")).toEqual([]);
  });

  test("whose id is no plain name still ask only the results", async () => {
    await expect(ask(REPLACE_BACKGROUND, { jobId: "../user/balance?a=b" })).rejects.toMatchObject({
      code: "bad_response",
    });
    for (const { url } of sandbox().requests) expect(url).toMatch(/^\/stability\/v2beta\/results\/[^/?]+$/);
  });

  test("stop being asked for as soon as the edit is cancelled", async () => {
    const abort = new AbortController();
    const cancelled = new Error("cancelled");
    const asked = ask(REPLACE_BACKGROUND, { signal: abort.signal, onJobId: async () => abort.abort(cancelled) });
    await expect(asked).rejects.toBe(cancelled);
    expect(requestsTo("/v2beta/results/")).toEqual([]);
  });
});

async function flatPicture(width: number, height: number) {
  const bytes = await sharp({ create: { width, height, channels: 3, background: "#88aacc" } })
    .png()
    .toBuffer();
  return { bytes: new Uint8Array(bytes), format: "png" } as const;
}

function whiteMask(width: number, height: number): Promise<Uint8Array> {
  return sharp(Buffer.alloc(width * height, 255), { raw: { width, height, channels: 1 } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
}

/** The same picture in a file of exactly so many bytes: readers stop at a PNG's end. */
function padded(picture: Uint8Array, length: number): Uint8Array {
  const file = new Uint8Array(length);
  file.set(picture);
  return file;
}
