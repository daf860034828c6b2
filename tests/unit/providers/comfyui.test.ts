import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { type ComfyuiEnv, createComfyuiProvider } from "#lib/providers/comfyui/comfyui.ts";
import type { ProviderCall } from "#lib/providers/provider.ts";
import type { ProviderEnv } from "#lib/providers/settings.ts";
import { type ComfyuiGraph, createComfyuiStandin, INPAINT_GRAPH } from "#tests/sandbox/standins/comfyui.ts";
import { callOf, testConformance } from "./conformance.ts";

const folder = mkdtempSync(join(tmpdir(), "repaint-workflow-"));
afterAll(() => rmSync(folder, { recursive: true }));
let written = 0;
function writeWorkflow(graph: unknown): string {
  const path = join(folder, `${written++}.json`);
  writeFileSync(path, typeof graph === "string" ? graph : JSON.stringify(graph));
  return path;
}

const standin = createComfyuiStandin();
const envFor = (baseUrl: string, workflow: unknown = INPAINT_GRAPH): ProviderEnv & ComfyuiEnv => ({
  LOCAL_EDIT_TOKENS: 1,
  COMFYUI_BASE_URL: baseUrl,
  COMFYUI_API_KEY: standin.key,
  COMFYUI_WORKFLOW: writeWorkflow(workflow),
});
const { ask, sandbox } = testConformance({ create: createComfyuiProvider, standin, env: (baseUrl) => envFor(baseUrl) });
const submissions = () => sandbox().submissionsTo("comfyui");
const MODEL = "comfyui/workflow";

/** The example graph without some of its titles. */
const without = (...titles: string[]): ComfyuiGraph =>
  Object.fromEntries(
    Object.entries(INPAINT_GRAPH).map(([id, { _meta, ...node }]) => [
      id,
      _meta && !titles.includes(_meta.title) ? { ...node, _meta } : node,
    ]),
  );

/** One call to a workflow of the test's own. */
async function run(workflow: unknown, changes: Partial<ProviderCall> = {}) {
  const provider = createComfyuiProvider({ env: envFor(sandbox().baseUrlOf("comfyui"), workflow), engine: null });
  const size = { width: 256, height: 256 };
  const mask = { ...size, data: new Uint8Array(256 * 256).fill(255) };
  const [model] = provider.models;
  if (!model) throw new Error("no model");
  const { call } = await callOf(model, size, mask);
  return await provider.edit({ ...call, ...changes });
}

const queueOnServer = async () => {
  const authorization = `Basic ${Buffer.from(standin.key).toString("base64")}`;
  const answer = await fetch(`${sandbox().baseUrlOf("comfyui")}/queue`, { headers: { authorization } });
  return (await answer.json()) as { queue_running: unknown[]; queue_pending: unknown[] };
};

test("the description and its settings are put into the nodes with their titles, and nowhere else", async () => {
  await ask(MODEL, { prompt: "a boat", options: { seed: 7, negativePrompt: "people" } });
  expect(submissions()[0]).toMatchObject({ prompt: "a boat", fields: { seed: 7, negative: "people" } });
});

test("without a seed each run differs, whatever seed the workflow was saved with", async () => {
  await ask(MODEL, { options: {} });
  await ask(MODEL, { options: {} });
  const seeds = submissions().map(({ fields }) => fields.seed);
  expect(new Set(seeds).size).toBe(2);
});

test("what a workflow has no node for keeps the value it was saved with, and is not offered", async () => {
  const workflow = without("repaint:seed", "repaint:negative-prompt");
  expect(createComfyuiProvider({ env: envFor("http://127.0.0.1", workflow), engine: null }).models[0]?.options).toEqual(
    [],
  );
  await run(workflow);
  expect(submissions()[0]?.fields).toEqual({ seed: 0, negative: "" });
});

test("a workflow is offered for what its nodes let it do", async () => {
  const offered = (workflow: unknown) =>
    createComfyuiProvider({ env: envFor("http://127.0.0.1", workflow), engine: null }).models[0];
  expect(offered(INPAINT_GRAPH)).toMatchObject({ operations: ["inpaint"], mask: { required: true } });
  expect(offered(without("repaint:prompt"))).toMatchObject({ operations: ["erase"], prompt: { use: "ignored" } });
  expect(offered(without("repaint:mask"))).toMatchObject({ operations: ["restyle"], mask: { channel: "none" } });
});

test("a workflow without a mask is sent the picture alone", async () => {
  const { "6": encoder, ...graph } = without("repaint:mask");
  const { mask: _mask, ...inputs } = encoder?.inputs ?? {};
  await run({ ...graph, "6": { class_type: "VAEEncode", inputs } }, { prompt: "watercolour" });
  expect(submissions()[0]).toMatchObject({ region: null, prompt: "watercolour" });
  expect(sandbox().requests.filter(({ url }) => url.endsWith("/upload/image"))).toHaveLength(1);
});

const lacking = (node: string) => ({ code: "workflow_lacks_node", values: { node } });

test.each([
  [undefined, { code: "workflow_missing" }],
  ["/does/not/exist.json", { code: "workflow_unreadable" }],
  [writeWorkflow("not json"), { code: "workflow_malformed" }],
  [writeWorkflow({ nodes: [], links: [] }), { code: "workflow_malformed" }],
  [writeWorkflow(without("repaint:image")), lacking("repaint:image")],
  [writeWorkflow(without("repaint:output")), lacking("repaint:output")],
  [writeWorkflow(without("repaint:mask", "repaint:prompt")), { code: "workflow_lacks_task" }],
  [
    writeWorkflow({ ...INPAINT_GRAPH, "4": { class_type: "Note", inputs: {}, _meta: { title: "repaint:prompt" } } }),
    { code: "workflow_lacks_input", values: { node: "repaint:prompt", inputs: "text, prompt, value" } },
  ],
])("the workflow %s is named as the reason why nothing can be done, without its path", (workflow, reason) => {
  const env = { LOCAL_EDIT_TOKENS: 1, COMFYUI_BASE_URL: "http://127.0.0.1:8188", COMFYUI_WORKFLOW: workflow };
  const availability = createComfyuiProvider({ env, engine: null }).availability();
  expect(availability).toMatchObject({ available: false, reason });
  if (workflow) expect(JSON.stringify(availability)).not.toContain(workflow);
});

test("a resumed run is polled and never queued again", async () => {
  let noted = "";
  const onJobId = async (jobId: string) => {
    noted = jobId;
    throw new Error("crashed here");
  };
  await expect(ask(MODEL, { onJobId })).rejects.toThrow("crashed here");
  const result = await ask(MODEL, { jobId: noted });
  expect(result).toMatchObject({ requestId: noted, costMicroUsd: 0 });
  expect(submissions()).toHaveLength(1);
});

test.each(["stalls", "stays-queued"])("a cancelled run that %s is ended on the server too", async (fault) => {
  const cancelled = new RepaintError("cancelled");
  const abort = new AbortController();
  sandbox().fail("comfyui", fault, 3);
  const onJobId = async () => abort.abort(cancelled);
  await expect(ask(MODEL, { signal: abort.signal, onJobId })).rejects.toBe(cancelled);
  expect(await queueOnServer()).toEqual({ queue_running: [], queue_pending: [] });
});

test("nobody else's run is interrupted: a run that only waits is taken out of the queue", async () => {
  const abort = new AbortController();
  sandbox().fail("comfyui", "stays-queued", 3);
  const onJobId = async () => abort.abort(new RepaintError("cancelled"));
  await expect(ask(MODEL, { signal: abort.signal, onJobId })).rejects.toMatchObject({ code: "cancelled" });
  expect(sandbox().requests.some(({ url }) => url.endsWith("/interrupt"))).toBe(false);
});

test("a run is left alone when only the worker stops: it is taken up again", async () => {
  const abort = new AbortController();
  sandbox().fail("comfyui", "stalls", 3);
  const onJobId = async () => abort.abort(new Error("the worker stops"));
  await expect(ask(MODEL, { signal: abort.signal, onJobId })).rejects.toThrow("the worker stops");
  expect((await queueOnServer()).queue_running).toHaveLength(1);
});

test("a key without a colon is sent as a bearer token", async () => {
  const reached = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 401 }));
  const env = { ...envFor("http://127.0.0.1:8188"), COMFYUI_API_KEY: "token" };
  const provider = createComfyuiProvider({ env, engine: null });
  const size = { width: 256, height: 256 };
  const [model] = provider.models;
  if (!model) throw new Error("no model");
  const { call } = await callOf(model, size, { ...size, data: new Uint8Array(256 * 256).fill(255) });
  await expect(provider.edit(call)).rejects.toMatchObject({ code: "invalid_key" });
  expect(new Headers(reached.mock.calls[0]?.[1]?.headers).get("authorization")).toBe("Bearer token");
  reached.mockRestore();
});
