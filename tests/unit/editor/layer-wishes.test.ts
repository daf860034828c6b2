import { expect, test, vi } from "vitest";
import { createLayerWishesStore, currentWishes, followLayers, wishOf } from "#components/editor/state/layer-wishes.ts";
import { createMaskStore } from "#components/editor/state/mask-store.ts";
import { createRequestStore } from "#components/editor/state/request-store.ts";
import { fromSaved, toSaved } from "#lib/client/edits/saved-wish.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("#components/editor/tools/index.ts", () => ({ TOOLS: [{ id: "brush" }] }));

test("each layer asks for what was set while it was drawn on, also when one comes back to it", () => {
  const { request, activate } = setUp();
  request.getState().setOperation("inpaint");
  request.getState().setPrompt("a bench");
  activate("sky");
  // A layer that has not been drawn on yet begins with what is set up.
  expect(request.getState()).toMatchObject({ operation: "inpaint", prompt: "a bench" });
  request.getState().setPrompt("clouds");
  request.getState().setModel("local/other");
  activate("first");
  expect(request.getState()).toMatchObject({ prompt: "a bench", model: "auto" });
  activate("sky");
  expect(request.getState()).toMatchObject({ prompt: "clouds", model: "local/other" });
});

test("what a layer asks for is known whichever is drawn on", () => {
  const sources = setUp();
  sources.request.getState().setPrompt("a bench");
  sources.activate("sky");
  sources.request.getState().setPrompt("clouds");
  expect(wishOf(sources, "first").prompt).toBe("a bench");
  expect(wishOf(sources, "sky").prompt).toBe("clouds");
  expect([...currentWishes(sources)].map(([key, { prompt }]) => [key, prompt])).toEqual([
    ["original/first", "a bench"],
    ["original/sky", "clouds"],
  ]);
});

test("layers of the same id in masks of other versions are not mixed up", () => {
  const sources = setUp();
  sources.request.getState().setPrompt("a bench");
  sources.turnTo("edit");
  sources.request.getState().setPrompt("a tree");
  sources.turnTo("original");
  expect(sources.request.getState().prompt).toBe("a bench");
});

test("erasing parts of a result leaves what is asked for as it is", () => {
  const sources = setUp();
  sources.request.getState().setPrompt("a bench");
  sources.turnTo("erased/edit");
  expect([...currentWishes(sources).keys()]).toEqual([]);
  sources.request.getState().setPrompt("two benches");
  sources.turnTo("original");
  expect(sources.request.getState().prompt).toBe("two benches");
});

test("a wish is read back as it was written, but for its files", () => {
  const { request } = setUp();
  request.getState().setOption("local/other", "strength", 0.5);
  request.getState().setPrompt("a bench");
  const { operation, prompt, model, options, allowFailover, expand, scale } = request.getState();
  const wish = { operation, prompt, model, options, allowFailover, expand, scale, references: [] };
  expect(fromSaved(JSON.parse(JSON.stringify(toSaved(wish))))).toEqual(wish);
});

function setUp() {
  const mask = { document: "original" };
  const sources = {
    mask,
    maskState: createMaskStore(),
    request: createRequestStore(),
    layerWishes: createLayerWishesStore(),
  };
  followLayers(sources);
  const activate = (active: string) => sources.maskState.setState({ active });
  const turnTo = (document: string) => {
    mask.document = document;
    activate("first");
  };
  return { ...sources, activate, turnTo };
}
