import sharp from "sharp";
import { afterEach, expect, test, vi } from "vitest";
import { createBriaProvider } from "#lib/providers/bria/bria.ts";
import { createBriaStandin } from "#tests/sandbox/standins/bria.ts";
import { testConformance } from "./conformance.ts";

afterEach(() => vi.restoreAllMocks());

const standin = createBriaStandin();
const { ask, sandbox } = testConformance({
  create: createBriaProvider,
  standin,
  env: (baseUrl) => ({ BRIA_BASE_URL: baseUrl, BRIA_API_KEY: standin.key }),
});
const submissions = () => sandbox().submissionsTo("bria");

test("settings are sent under the service's names, and only those that were given", async () => {
  const options = { seed: 7, negativePrompt: "people", steps: 30, guidance: 4 };
  await ask("bria/fibo-edit", { options });
  await ask("bria/gen-fill", { options: {} });
  const [given, bare] = submissions();
  expect(given?.fields).toMatchObject({ seed: 7, negative_prompt: "people", steps_num: 30, guidance_scale: 4 });
  expect(bare?.fields).toEqual({ prompt: "a red umbrella" });
});

test("an outpainted picture lies in its canvas where the edges say", async () => {
  const expand = { left: 16, top: 8, right: 1500, bottom: 0 };
  const { image } = await ask("bria/expand", { expand, prompt: "" });
  const [submission] = submissions();
  const { width = 0, height = 0 } = submission?.size ?? {};
  expect(submission?.fields).toEqual({
    canvas_size: [width + 1516, height + 8],
    original_image_size: [width, height],
    original_image_location: [16, 8],
  });
  expect(await sharp(image.bytes).metadata()).toMatchObject({ width: width + 1516, height: height + 8 });
});

test("a removed background comes back transparent", async () => {
  const { image } = await ask("bria/remove-background");
  const { data, info } = await sharp(image.bytes).raw().toBuffer({ resolveWithObject: true });
  const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 4;
  expect(info.channels).toBe(4);
  expect([data[3], data[middle + 3]]).toEqual([0, 255]);
});

test("a replaced background comes back in the size that was sent, not in one megapixel", async () => {
  await ask("bria/replace-background", { prompt: "a beach" });
  expect(submissions()[0]).toMatchObject({ prompt: "a beach", fields: { original_quality: true } });
});

test("FIBO is told where by the mask, and what by an instruction", async () => {
  const mask = await sharp({ create: { width: 8, height: 8, channels: 3, background: "white" } })
    .toColourspace("b-w")
    .png()
    .toBuffer();
  const image = { bytes: mask, format: "png" as const };
  await ask("bria/fibo-edit", { image, mask, operation: "inpaint", prompt: "a boat" });
  await ask("bria/fibo-edit", {
    mask: null,
    operation: "recolor",
    prompt: "red",
    options: { searchPrompt: "the car" },
  });
  const [marked, whole] = submissions();
  expect(marked).toMatchObject({ prompt: "fill the marked region with a boat", region: { width: 8, height: 8 } });
  expect(whole).toMatchObject({ prompt: "change the color of the car to red", region: null });
});

test("a moderated call says which side was refused", async () => {
  sandbox().fail("bria", "prompt-moderated");
  await expect(ask("bria/gen-fill")).rejects.toMatchObject({ moderation: { side: "input" } });
  sandbox().fail("bria", "output-moderated");
  await expect(ask("bria/gen-fill")).rejects.toMatchObject({ moderation: { side: "output" } });
});

test("a resumed job is polled and never submitted again", async () => {
  let noted = "";
  const onJobId = async (jobId: string) => {
    noted = jobId;
    throw new Error("crashed here");
  };
  await expect(ask("bria/erase", { onJobId })).rejects.toThrow("crashed here");
  const result = await ask("bria/erase", { jobId: noted });
  expect(result).toMatchObject({ requestId: expect.stringMatching(/^request-\d+$/), costMicroUsd: 20_000 });
  expect(submissions()).toHaveLength(1);
});

test.each([
  "https://engine.prod.bria-api.com.example.com/v2/status/1",
  "http://engine.prod.bria-api.com/v2/status/1",
  "1",
])("the key is not sent to %s, whoever named it", async (jobId) => {
  const reached = vi.spyOn(globalThis, "fetch");
  await expect(ask("bria/erase", { jobId })).rejects.toMatchObject({ code: "bad_response" });
  expect(reached).not.toHaveBeenCalled();
});

test("results are fetched without the key", async () => {
  await ask("bria/erase");
  const fetched = sandbox().requests.filter(({ url }) => url.includes("/results/"));
  expect(fetched).toHaveLength(1);
  expect(fetched[0]?.headers.get("api_token")).toBeNull();
});
