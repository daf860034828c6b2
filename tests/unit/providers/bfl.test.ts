import { afterEach, expect, test, vi } from "vitest";
import { createBflProvider } from "#lib/providers/bfl/bfl.ts";
import { createBflStandin } from "#tests/sandbox/standins/bfl.ts";
import { testConformance } from "./conformance.ts";

afterEach(() => vi.restoreAllMocks());

const standin = createBflStandin();
const { ask, sandbox } = testConformance({
  create: createBflProvider,
  standin,
  env: (baseUrl) => ({ BFL_BASE_URL: baseUrl, BFL_API_KEY: standin.key }),
});
const submissions = () => sandbox().submissionsTo("bfl");

test("a mask is repainted as it was drawn: the eraser is told not to grow it", async () => {
  await ask("bfl/erase");
  expect(submissions()[0]).toMatchObject({
    endpoint: "/v1/flux-tools/erase-v1",
    prompt: null,
    fields: { dilate_pixels: 0 },
  });
});

test("settings are sent under the service's names, and only those that were given", async () => {
  await ask("bfl/fill", { prompt: "a boat", options: { seed: 7, steps: 20, guidance: 30 } });
  await ask("bfl/fill", { prompt: " ", options: {} });
  const [given, bare] = submissions();
  expect(given).toMatchObject({ prompt: "a boat", fields: { seed: 7, steps: 20, guidance: 30, output_format: "png" } });
  expect(bare?.prompt).toBeNull();
  expect(bare?.fields).toEqual({ output_format: "png" });
});

test("an outpainted picture grows by exactly the edges that were asked for", async () => {
  await ask("bfl/expand", { expand: { left: 16, top: 0, right: 2048, bottom: 1 } });
  expect(submissions()[0]?.fields).toMatchObject({ left: 16, top: 0, right: 2048, bottom: 1 });
});

test("an operation reaches a model without a mask as an instruction that names what to change", async () => {
  const options = { searchPrompt: "the parked car" };
  await ask("bfl/flux-2-pro", { operation: "replace-object", prompt: "a horse", options });
  await ask("bfl/flux-2-pro", { operation: "recolor", prompt: "bright red", options });
  await ask("bfl/flux-2-pro", { operation: "erase", prompt: "" });
  await ask("bfl/flux-2-pro", { operation: "replace-background", prompt: "a beach" });
  await ask("bfl/flux-2-pro", { operation: "restyle", prompt: "watercolor" });
  const prompts = submissions().map(({ prompt }) => prompt);
  expect(prompts[0]).toMatch(/^Replace the parked car with this.*a horse/);
  expect(prompts[1]).toMatch(/color of the parked car.*bright red/);
  expect(prompts[2]).toMatch(/^Remove the main object/);
  expect(prompts[3]).toMatch(/background.*a beach/);
  expect(prompts[4]).toMatch(/style: watercolor/);
  expect(submissions()[0]?.fields).not.toHaveProperty("searchPrompt");
});

test("references follow the picture as further inputs", async () => {
  const bytes = Buffer.from("a reference");
  const references = [
    { bytes, format: "png" as const },
    { bytes, format: "jpeg" as const },
  ];
  await ask("bfl/kontext-pro", { references });
  const fields = submissions()[0]?.fields;
  expect(fields).toMatchObject({ input_image_2: bytes.toString("base64"), input_image_3: bytes.toString("base64") });
  expect(fields).not.toHaveProperty("input_image_4");
});

test("FLUX.2 is asked for the size it was sent, Kontext for a square, and flex to leave the instruction alone", async () => {
  await ask("bfl/flux-2-flex", { width: 320, height: 256 });
  await ask("bfl/kontext-max");
  const [flex, kontext] = submissions();
  expect(flex?.fields).toMatchObject({ width: 320, height: 256, prompt_upsampling: false });
  expect(kontext?.fields).toMatchObject({ aspect_ratio: "1:1" });
});

test("a moderated job says which side was refused, and why as far as the service tells", async () => {
  sandbox().fail("bfl", "request-moderated");
  await expect(ask("bfl/fill")).rejects.toMatchObject({ moderation: { side: "input", category: "Violence" } });
  sandbox().fail("bfl", "content-moderated");
  await expect(ask("bfl/fill")).rejects.toMatchObject({ moderation: { side: "output", category: null } });
});

test("the job is noted before it is polled, its progress shown, and its cost taken from the answer", async () => {
  const seen: (string | number)[] = [];
  const result = await ask("bfl/fill", {
    onJobId: async (jobId) => void seen.push(jobId),
    onProgress: (fraction) => void seen.push(fraction),
  });
  expect(seen).toEqual([expect.stringMatching(/\/v1\/get_result\?id=job-\d+$/), 0.5]);
  expect(result).toMatchObject({
    requestId: expect.stringMatching(/^job-/),
    costMicroUsd: 45_000,
    usage: { credits: 4.5 },
  });
});

test("a resumed job is polled and never submitted again", async () => {
  let noted = "";
  const onJobId = async (jobId: string) => {
    noted = jobId;
    throw new Error("crashed here");
  };
  await expect(ask("bfl/fill", { onJobId })).rejects.toThrow("crashed here");
  const result = await ask("bfl/fill", { jobId: noted });
  expect(result.image.bytes.length).toBeGreaterThan(0);
  expect(result.costMicroUsd).toBe(50_000);
  expect(submissions()).toHaveLength(1);
});

test.each(["https://api.bfl.ai.example.com/v1/get_result?id=1", "http://api.bfl.ai/v1/get_result?id=1", "no address"])(
  "the key is not sent to %s, whoever named it",
  async (jobId) => {
    const reached = vi.spyOn(globalThis, "fetch");
    await expect(ask("bfl/fill", { jobId })).rejects.toMatchObject({ code: "bad_response" });
    expect(reached).not.toHaveBeenCalled();
  },
);

test("a job in another of the service's regions is polled where it lies", async () => {
  const reached = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ status: "Error" }));
  const jobId = "https://api.eu2.bfl.ai/v1/get_result?id=1";
  await expect(ask("bfl/fill", { jobId })).rejects.toMatchObject({ code: "bad_response" });
  expect(reached).toHaveBeenCalledWith(jobId, expect.objectContaining({ headers: { "x-key": standin.key } }));
});

test("results are fetched without the key", async () => {
  await ask("bfl/fill");
  const fetched = sandbox().requests.filter(({ url }) => url.includes("/results/"));
  expect(fetched).toHaveLength(1);
  expect(fetched[0]?.headers.get("x-key")).toBeNull();
});
