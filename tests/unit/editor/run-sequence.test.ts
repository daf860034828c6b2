import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAccountStore } from "#components/editor/state/account-store.ts";
import { createBaseStore } from "#components/editor/state/base-store.ts";
import type { Editor } from "#components/editor/state/editor.ts";
import { createEditsStore } from "#components/editor/state/edits-store.ts";
import { createLayerWishesStore, wishKey, wishOf } from "#components/editor/state/layer-wishes.ts";
import { createMaskStore } from "#components/editor/state/mask-store.ts";
import { createRequestStore } from "#components/editor/state/request-store.ts";
import { regionBounds, regionLayers } from "#components/editor/state/run-scope.ts";
import { resumeSequence, runSequence } from "#components/editor/state/run-sequence.ts";
import { createRunStore, type Sequence } from "#components/editor/state/run-store.ts";
import { watchSequenceQuotes } from "#components/editor/state/watch-sequence-quotes.ts";
import type { EditSubmission } from "#lib/client/api.ts";
import { ApiError } from "#lib/client/api-error.ts";
import { newMeta } from "#lib/client/layers/layer-meta.ts";
import { NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { editId, editSample, IMAGE_ID } from "#tests/unit/client/edit-sample.ts";
import { imageSample } from "#tests/unit/client/image-sample.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("#components/editor/tools/index.ts", () => ({ TOOLS: [{ id: "brush" }] }));
vi.mock("#components/editor/state/notify.ts", () => ({ notify: () => {} }));
const asked = vi.hoisted(() => [] as EditSubmission[]);
const prices = vi.hoisted(() => [] as unknown[]);
const server = vi.hoisted(() => ({ refuses: null as Error | null }));
vi.mock("#lib/client/api.ts", async (original) => ({
  ...(await original<object>()),
  getTokens: async () => ({ available: 9, held: 0 }),
  quoteEdit: async (wanted: unknown) => {
    prices.push(wanted);
    return { tokens: prices.length };
  },
  createEdit: async (submission: EditSubmission) => {
    if (server.refuses) throw server.refuses;
    asked.push(submission);
    return editSample(asked.length, { parentEditId: submission.request.parentEditId ?? null });
  },
}));

beforeEach(() => {
  asked.length = prices.length = 0;
  server.refuses = null;
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => vi.unstubAllGlobals());

test("the top layer runs first, each next one on the result of the one before, and what is done is cleared", async () => {
  const { editor, end, cleared } = setUp();
  const running = runSequence(editor);
  await end(1, "succeeded");
  expect(asked.map(({ request }) => [request.prompt, request.parentEditId])).toEqual([["clouds", null]]);
  await end(2, "succeeded");
  await end(3, "succeeded");
  await running;
  expect(asked.map(({ request }) => [request.prompt, request.parentEditId])).toEqual([
    ["clouds", null],
    ["a bench", editId(1)],
    ["a path", editId(2)],
  ]);
  expect(await Promise.all(asked.map(({ files }) => files.mask?.text()))).toEqual(["top", "middle", "bottom"]);
  expect(cleared).toEqual(["top", "middle", "bottom"]);
  expect(editor.run.getState().sequence?.state).toBe("done");
});

test("where one fails the rest is not run and stays marked", async () => {
  const { editor, end, cleared } = setUp();
  const running = runSequence(editor);
  await end(1, "succeeded");
  await end(2, "failed");
  await running;
  expect(asked).toHaveLength(2);
  expect(cleared).toEqual(["top"]);
  expect(editor.run.getState().sequence).toMatchObject({
    state: "stopped",
    steps: [{ state: "done" }, { state: "stopped" }, { state: "waiting" }],
  });
});

test("a request that is refused ends it, and the reason is shown", async () => {
  const { editor } = setUp();
  server.refuses = new ApiError("insufficient_tokens");
  await runSequence(editor);
  expect(editor.request.getState().error?.code).toBe("insufficient_tokens");
  expect(editor.run.getState().sequence?.state).toBe("stopped");
});

test("a layer that was drawn on while its edit ran keeps its marks", async () => {
  const { editor, end, cleared, draw } = setUp();
  void runSequence(editor);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  draw("top", 99);
  await end(1, "succeeded");
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(cleared).toEqual([]);
});

test("hidden and empty layers do not run", async () => {
  const { editor, end, hide, draw } = setUp();
  hide("middle");
  draw("bottom", 0);
  draw("other", 5);
  const running = runSequence(editor);
  await end(1, "succeeded");
  await end(2, "succeeded");
  await running;
  expect(await Promise.all(asked.map(({ files }) => files.mask?.text()))).toEqual(["other", "top"]);
});

test("what changes the whole picture runs last or not at all", async () => {
  const { editor } = setUp();
  const wish = { ...wishOf(editor, "top"), operation: "remove-background" as const };
  editor.layerWishes.getState().keep(wishKey("original", "top"), wish);
  await runSequence(editor);
  expect(asked).toHaveLength(0);
});

test("a sequence the page was left from goes no further by itself, and clears the layer whose edit was made", async () => {
  const { editor, end, cleared } = setUp();
  editor.edits.getState().take([editSample(1)]);
  const left: Sequence = {
    document: "original",
    state: "interrupted",
    steps: [
      { layerId: "top", pixels: 30, editId: editId(1), state: "running" },
      { layerId: "middle", pixels: 20, editId: null, state: "waiting" },
    ],
  };
  editor.run.getState().begin(left);
  void resumeSequence(editor, left);
  await end(1, "succeeded");
  await vi.waitFor(() => expect(cleared).toEqual(["top"]));
  expect(asked).toHaveLength(0);
  expect(editor.run.getState().sequence).toMatchObject({
    state: "interrupted",
    steps: [{ state: "done" }, { state: "waiting" }],
  });
});

test("the price of every layer is asked for, and none while one layer runs alone", async () => {
  vi.useFakeTimers();
  const { editor } = setUp();
  const stop = watchSequenceQuotes(editor);
  editor.request.getState().setPrompt("two benches");
  await vi.runAllTimersAsync();
  expect(prices).toHaveLength(0);
  editor.run.getState().setScope("sequence");
  await vi.runAllTimersAsync();
  expect(prices).toMatchObject([{ prompt: "clouds" }, { prompt: "two benches" }, { prompt: "a path" }]);
  expect([...editor.run.getState().quotes.values()].map(({ status }) => status)).toEqual(["known", "known", "known"]);
  stop();
  vi.useRealTimers();
});

test("all marked layers together are bounded by the smallest rectangle around them", () => {
  const { editor } = setUp();
  const state = editor.maskState.getState();
  expect(regionLayers(state, "union")).toEqual(["top", "middle", "bottom"]);
  expect(regionBounds(state, "union")).toEqual({ x: 10, y: 10, width: 30, height: 20 });
  expect(regionBounds(state, "layer")).toEqual(state.bounds);
});

function setUp() {
  const edits = createEditsStore([]);
  const maskState = createMaskStore();
  const cleared: string[] = [];
  const mask = {
    document: "original",
    revision: "original#1",
    encode: async (ids: readonly string[]) => new Blob([...ids]),
    activateLayer: () => {},
    changeLayers: ({ ids }: { ids: readonly string[] }) => cleared.push(...ids),
  };
  const layer = (id: string, number: number, pixels: number, x: number) => ({
    ...{ id, pixels, meta: newMeta(number), settings: NO_SETTINGS, centre: { x: 0.5, y: 0.5 } },
    bounds: { x, y: 10, width: 10, height: 20 },
  });
  const layers = [
    layer("bottom", 1, 10, 10),
    layer("middle", 2, 20, 20),
    layer("top", 3, 30, 30),
    layer("other", 4, 0, 0),
  ];
  maskState.setState({ layers, active: "middle", pixels: 20, bounds: layers[1]?.bounds ?? null });
  const editor = {
    ...{ image: { id: IMAGE_ID }, edits, maskState, mask, follow: () => {}, unanswered: null },
    request: createRequestStore(),
    layerWishes: createLayerWishesStore(),
    run: createRunStore(),
    account: createAccountStore(),
    base: createBaseStore(imageSample({ id: IMAGE_ID }), edits),
  } as unknown as Editor;
  editor.request.getState().setOperation("inpaint");
  editor.request.getState().setPrompt("a bench");
  const { keep } = editor.layerWishes.getState();
  for (const [id, prompt] of [
    ["bottom", "a path"],
    ["top", "clouds"],
    ["other", "a bird"],
  ] as const)
    keep(wishKey("original", id), { ...wishOf(editor, "middle"), prompt });
  const change = (id: string, changes: object) =>
    maskState.setState({
      layers: maskState.getState().layers.map((one) => (one.id === id ? { ...one, ...changes } : one)),
    });
  return {
    ...{ editor, cleared },
    draw: (id: string, pixels: number) => change(id, { pixels }),
    hide: (id: string) => change(id, { meta: { ...newMeta(2), isVisible: false } }),
    end: async (number: number, status: "succeeded" | "failed") => {
      await vi.waitFor(() => expect(edits.getState().edits.has(editId(number))).toBe(true));
      const { parentEditId } = edits.getState().edits.get(editId(number)) ?? {};
      edits
        .getState()
        .take([editSample(number, { status, stage: "done", progress: 1, parentEditId: parentEditId ?? null })]);
    },
  };
}
