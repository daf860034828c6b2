import { afterEach, expect, test, vi } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { createReplicateProvider } from "#lib/providers/replicate/replicate.ts";
import { createReplicateStandin } from "#tests/sandbox/standins/replicate.ts";
import { testConformance } from "./conformance.ts";

afterEach(() => void vi.restoreAllMocks());

const standin = createReplicateStandin();
const { ask, sandbox } = testConformance({
  create: createReplicateProvider,
  standin,
  env: (baseUrl) => ({ REPLICATE_BASE_URL: baseUrl, REPLICATE_API_KEY: standin.key }),
});
const submissions = () => sandbox().submissionsTo("replicate");
const cancellations = () =>
  sandbox()
    .requests.map(({ url }) => url)
    .filter((url) => url.endsWith("/cancel"));
const MODEL = "replicate/flux-fill-pro";

test("settings are sent under the model's names, and only those that were given", async () => {
  await ask(MODEL, { prompt: "a boat", options: { seed: 7, steps: 20 } });
  await ask(MODEL, { prompt: "a boat", options: {} });
  const [given, bare] = submissions();
  expect(given).toMatchObject({ prompt: "a boat", fields: { seed: 7, steps: 20, output_format: "png" } });
  expect(bare?.fields).toEqual({ output_format: "png" });
});

test("a throttled call says when to come back, which the service tells in words alone", async () => {
  sandbox().fail("replicate", "throttled", 3);
  await expect(ask(MODEL)).rejects.toMatchObject({ code: "provider_rate_limited", retryAfterSeconds: 30 });
});

test("a flagged prediction does not claim to know which side was refused", async () => {
  sandbox().fail("replicate", "flagged");
  await expect(ask(MODEL)).rejects.toMatchObject({ moderation: { side: null, category: null } });
});

test("the prediction is noted before it is polled, and its price known", async () => {
  const noted: string[] = [];
  const result = await ask(MODEL, { onJobId: async (jobId) => void noted.push(jobId) });
  expect(noted).toEqual([expect.stringMatching(/^prediction\d+$/)]);
  expect(result).toMatchObject({ requestId: noted[0], costMicroUsd: 50_000 });
});

test("a resumed prediction is polled and never submitted again", async () => {
  let noted = "";
  const onJobId = async (jobId: string) => {
    noted = jobId;
    throw new Error("crashed here");
  };
  await expect(ask(MODEL, { onJobId })).rejects.toThrow("crashed here");
  const result = await ask(MODEL, { jobId: noted });
  expect(result.image.bytes.length).toBeGreaterThan(0);
  expect(submissions()).toHaveLength(1);
});

test("a job id never leads the key anywhere but to predictions below the base URL", async () => {
  const reached = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 404 }));
  await expect(ask(MODEL, { jobId: "../../x?y=https://example.com" })).rejects.toMatchObject({ code: "bad_response" });
  const prefix = `${sandbox().baseUrlOf("replicate")}/predictions/`;
  for (const [url] of reached.mock.calls) expect(String(url).slice(prefix.length)).not.toMatch(/[/?]/);
  expect(reached.mock.calls.every(([url]) => String(url).startsWith(prefix))).toBe(true);
});

test.each([new RepaintError("cancelled"), new DOMException("over time", "TimeoutError")])(
  "a prediction that nobody waits for is stopped at the service: %s",
  async (reason) => {
    const abort = new AbortController();
    sandbox().fail("replicate", "stalls");
    const onJobId = async () => abort.abort(reason);
    await expect(ask(MODEL, { signal: abort.signal, onJobId })).rejects.toBe(reason);
    expect(cancellations()).toEqual([expect.stringMatching(/^\/replicate\/predictions\/prediction\d+\/cancel$/)]);
  },
);

test("a prediction whose answer is lost ends by itself, when nobody would wait for it any more", async () => {
  await ask(MODEL);
  expect(sandbox().requests[0]?.headers.get("cancel-after")).toBe("300s");
});

test("a prediction is left alone when only the worker stops: it is taken up again", async () => {
  const stopping = new Error("the worker stops");
  const abort = new AbortController();
  sandbox().fail("replicate", "stalls");
  const onJobId = async () => abort.abort(stopping);
  await expect(ask(MODEL, { signal: abort.signal, onJobId })).rejects.toBe(stopping);
  expect(cancellations()).toEqual([]);
});

test("FLUX.1 Fill [dev] gets its settings under its own names, and answers in the size it was sent", async () => {
  const options = { seed: 7, steps: 20, guidance: 40 };
  await ask("replicate/flux-fill-dev", { prompt: "a boat", options });
  await ask("replicate/flux-fill-dev", { prompt: "a boat", options: {} });
  const [given, bare] = submissions();
  const always = { output_format: "png", megapixels: "match_input", num_outputs: 1 };
  expect(given?.fields).toEqual({ ...always, seed: 7, num_inference_steps: 20, guidance: 40 });
  expect(bare?.fields).toEqual(always);
});

test("what a call of [dev] costs is not claimed to be known", async () => {
  expect((await ask("replicate/flux-fill-dev")).costMicroUsd).toBeNull();
});

test("results are fetched without the key", async () => {
  await ask(MODEL);
  const fetched = sandbox().requests.filter(({ url }) => url.includes("/files/"));
  expect(fetched).toHaveLength(1);
  expect(fetched[0]?.headers.get("authorization")).toBeNull();
});
