import sharp from "sharp";
import { afterEach, expect, test, vi } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { priceInTokens, tokensForUsd } from "#lib/domain/pricing.ts";
import { createFalProvider } from "#lib/providers/fal/fal.ts";
import { createFalStandin } from "#tests/sandbox/standins/fal.ts";
import { testConformance } from "./conformance.ts";

afterEach(() => void vi.restoreAllMocks());

const standin = createFalStandin();
const { ask, sandbox, model } = testConformance({
  create: createFalProvider,
  standin,
  env: (baseUrl) => ({ FAL_BASE_URL: baseUrl, FAL_API_KEY: standin.key }),
});
const submissions = () => sandbox().submissionsTo("fal");
const cancellations = () => sandbox().requests.filter(({ url }) => url.endsWith("/cancel"));

test("settings are sent under the service's names, and only those that were given", async () => {
  await ask("fal/flux-fill", { prompt: "a boat", options: { seed: 7 } });
  await ask("fal/flux-fill", { prompt: "a boat", options: {} });
  const [given, bare] = submissions();
  expect(given).toMatchObject({ prompt: "a boat", fields: { seed: 7, output_format: "png" } });
  expect(bare?.fields).toEqual({ output_format: "png" });
});

test("a mask is repainted as it was drawn: the eraser is told not to grow it", async () => {
  await ask("fal/flux-erase");
  expect(submissions()[0]).toMatchObject({ prompt: null, fields: { dilate_pixels: 0 } });
});

test.each([
  ["fal/flux-fill", 1024, 50_000],
  ["fal/flux-fill", 2048, 200_000],
  ["fal/flux-erase", 1024, 42_000],
  ["fal/flux-erase", 2048, 58_000],
  ["fal/bria-rmbg", 2048, 18_000],
])("%s costs what fal.ai lists for a picture of %d pixels a side, and is sold for no less", async (id, side, cost) => {
  const { costMicroUsd } = await ask(id, { width: side, height: side });
  expect(costMicroUsd).toBe(cost);
  const tokens = priceInTokens(model(id).price, { width: side, height: side }, 1);
  expect(tokens).toBeGreaterThanOrEqual(tokensForUsd(cost / 1_000_000));
});

test("a result says which seed made it", async () => {
  expect(await ask("fal/flux-fill")).toMatchObject({ usage: { seed: 42 } });
});

test("a background that was removed is transparent, and the service is sent nothing but the picture", async () => {
  const { image } = await ask("fal/bria-rmbg");
  expect((await sharp(image.bytes).metadata()).hasAlpha).toBe(true);
  expect(submissions()[0]).toMatchObject({ region: null, prompt: null, fields: {} });
});

test("a refusal under content rules names the side and the service's word for it", async () => {
  sandbox().fail("fal", "moderated");
  await expect(ask("fal/flux-fill")).rejects.toMatchObject({
    moderation: { side: "input", category: "content_policy_violation" },
  });
  sandbox().fail("fal", "filtered-result");
  await expect(ask("fal/flux-fill")).rejects.toMatchObject({ moderation: { side: "output", category: "nsfw" } });
});

test("a resumed request is followed and never submitted again", async () => {
  let noted = "";
  const onJobId = async (jobId: string) => {
    noted = jobId;
    throw new Error("crashed here");
  };
  await expect(ask("fal/flux-fill", { onJobId })).rejects.toThrow("crashed here");
  const result = await ask("fal/flux-fill", { jobId: noted });
  expect(result).toMatchObject({ requestId: expect.stringMatching(/^request-\d+$/) });
  expect(submissions()).toHaveLength(1);
});

test.each([new RepaintError("cancelled"), new DOMException("over time", "TimeoutError")])(
  "a request that nobody waits for is withdrawn: %s",
  async (reason) => {
    const abort = new AbortController();
    sandbox().fail("fal", "stalls");
    const onJobId = async () => abort.abort(reason);
    await expect(ask("fal/flux-fill", { signal: abort.signal, onJobId })).rejects.toBe(reason);
    expect(cancellations()).toHaveLength(1);
    expect(cancellations()[0]?.headers.get("authorization")).toBe(`Key ${standin.key}`);
  },
);

test("a request whose answer is lost is dropped, when nobody would wait for it any more", async () => {
  await ask("fal/flux-fill");
  expect(sandbox().requests[0]?.headers.get("x-fal-request-timeout")).toBe("300");
});

test("a request is left alone when only the worker stops: it is taken up again", async () => {
  const stopping = new Error("the worker stops");
  const abort = new AbortController();
  sandbox().fail("fal", "stalls");
  const onJobId = async () => abort.abort(stopping);
  await expect(ask("fal/flux-fill", { signal: abort.signal, onJobId })).rejects.toBe(stopping);
  expect(cancellations()).toEqual([]);
});

test.each([
  "https://queue.fal.run.example.com/1/status https://queue.fal.run/1 https://queue.fal.run/1/cancel",
  "https://queue.fal.run/1/status http://queue.fal.run/1 https://queue.fal.run/1/cancel",
  "https://queue.fal.run/1/status https://queue.fal.run/1 https://example.com/cancel",
  "no addresses",
  "",
])("the key is not sent to %s, whoever named it", async (jobId) => {
  const reached = vi.spyOn(globalThis, "fetch");
  await expect(ask("fal/flux-fill", { jobId })).rejects.toMatchObject({ code: "bad_response" });
  expect(reached).not.toHaveBeenCalled();
});

test("results are fetched without the key", async () => {
  await ask("fal/flux-fill");
  const fetched = sandbox().requests.filter(({ url }) => url.includes("/files/"));
  expect(fetched).toHaveLength(1);
  expect(fetched[0]?.headers.get("authorization")).toBeNull();
});
