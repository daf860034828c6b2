import { expect, test } from "vitest";
import { type AskFacts, askFor } from "#lib/client/edits/ask.ts";
import type { Wish } from "#lib/client/edits/wish.ts";
import { editRequest, quoteRequest } from "#lib/contracts/edit.ts";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { IMAGE_ID } from "./edit-sample.ts";
import { modelSample } from "./model-sample.ts";

const PICTURE = { width: 4000, height: 3000 };
const MARKED = { x: 10, y: 20, width: 30, height: 40 };
const WHOLE = { x: 0, y: 0, ...PICTURE };

const swapper = modelSample("s/swap", {
  operations: ["replace-object"],
  prompt: { use: "required", maxCharacters: 100, orReference: false },
  mask: { channel: "none", polarity: "255-repaints", soft: false, required: false },
  options: [
    { type: "text", name: "searchPrompt", label: "Search for", hint: null, maxCharacters: 100, required: true },
    { type: "number", name: "seed", label: "Seed", hint: null, min: 0, max: 9, step: 1, default: null },
  ],
});
const all = modelSample("a/all", {
  operations: [...OPERATION_NAMES],
  prompt: { use: "optional", maxCharacters: 1000, orReference: false },
  mask: { channel: "luminance", polarity: "255-repaints", soft: true, required: false },
  outpaint: { maxPerSide: null },
  upscale: { maxFactor: 4, maxResultPixels: 100_000_000 },
});

test("whatever is set up, the request obeys the contract of the API", () => {
  for (const operation of OPERATION_NAMES) {
    for (const model of ["auto", "auto:fast", "auto:best", "a/all"]) {
      const ask = asking({ operation, model, expand: { left: 1, top: 2, right: 3, bottom: 4 } });
      expect(editRequest.safeParse(ask.request).error).toBeUndefined();
      expect(quoteRequest.safeParse({ ...ask.request, maskBounds: ask.region ?? WHOLE }).error).toBeUndefined();
    }
  }
});

test("a mask goes along only where the operation has a use for it", () => {
  expect(asking({ operation: "erase" }, { maskBounds: MARKED })).toMatchObject({ sendsMask: true, region: MARKED });
  expect(asking({ operation: "restyle" }, { maskBounds: MARKED })).toMatchObject({ sendsMask: true, region: MARKED });
  expect(asking({ operation: "restyle" })).toMatchObject({ sendsMask: false, region: WHOLE, missing: null });
  expect(asking({ operation: "upscale" }, { maskBounds: MARKED })).toMatchObject({ sendsMask: false, region: WHOLE });
});

test("erasing with nothing marked has no price and says what to do", () => {
  const ask = asking({ operation: "erase" });
  expect(ask.region).toBeNull();
  expect(ask.missing).toMatchObject({ code: "mask_empty" });
});

test("how far to extend is sent for extending alone, and how much larger for upscaling alone", () => {
  const expand = { left: 5, top: 0, right: 0, bottom: 0 };
  expect(asking({ operation: "outpaint", expand, scale: 3 }).request).toMatchObject({ expand });
  expect(asking({ operation: "outpaint", expand, scale: 3 }).request).not.toHaveProperty("scale");
  expect(asking({ operation: "upscale", expand, scale: 3 }).request).toMatchObject({ scale: 3 });
  expect(asking({ operation: "erase", expand }, { maskBounds: MARKED }).request).not.toHaveProperty("expand");
});

test("extending by nothing, or beyond what a photo may hold, is refused before it is asked for", () => {
  expect(asking({ operation: "outpaint" })).toMatchObject({ region: null, missing: { field: "expand" } });
  const expand = { left: 9000, top: 9000, right: 0, bottom: 0 };
  expect(asking({ operation: "outpaint", expand }).missing?.wording).toBe("local.expandTooFar");
});

test("a factor no model reaches with this photo is refused", () => {
  expect(asking({ operation: "upscale", scale: 4 }).missing).toMatchObject({ field: "scale" });
  expect(asking({ operation: "upscale", scale: 2 }).missing).toBeNull();
});

test("a description and a setting that are demanded are missed, one after the other", () => {
  const swap = { operation: "replace-object", model: "s/swap" } as const;
  const blank = new Map([["s/swap", { searchPrompt: " " }]]);
  expect(asking({ ...swap, options: blank }).missing).toMatchObject({ code: "prompt_required" });
  const described = { ...swap, prompt: "a dog" };
  expect(asking({ ...described, options: blank }).missing).toMatchObject({
    code: "option_required",
    field: "options.searchPrompt",
  });
  const filled = asking({ ...described, options: new Map([["s/swap", { searchPrompt: "cat" }]]) });
  expect(filled.missing).toBeNull();
  expect(filled.request).toMatchObject({ prompt: "a dog", options: { searchPrompt: "cat" } });
});

test("a further picture that is demanded is missed; where a description may stand for it, either will do", () => {
  const restyle = { operation: "restyle", model: "a/all" } as const;
  const looking = (changes: Partial<typeof all>) => ({ models: [{ ...all, maxReferences: 1, ...changes }] });
  const copies = looking({ minReferences: 1 });
  expect(asking(restyle, copies)).toMatchObject({ references: 0, missing: { code: "reference_required" } });
  expect(asking({ ...restyle, references: ["one"] }, copies)).toMatchObject({ references: 1, missing: null });

  const either = looking({ prompt: { use: "optional", maxCharacters: 1000, orReference: true } });
  expect(asking(restyle, either).missing).toMatchObject({ code: "prompt_required" });
  expect(asking({ ...restyle, prompt: "a meadow" }, either).missing).toBeNull();
  expect(asking({ ...restyle, references: ["one"] }, either).missing).toBeNull();
});

test("no more further pictures are counted than the model takes, and none where it is not known yet", () => {
  const references = ["one", "two"];
  expect(asking({ operation: "restyle", model: "a/all", references }).references).toBe(0);
  expect(asking({ operation: "restyle", references }).references).toBe(0);
});

test("automatic choice takes no model's settings; failover is asked of it alone", () => {
  const options = new Map([["a/all", { seed: 3 }]]);
  const automatic = asking({ model: "auto:best", options, allowFailover: true }, { maskBounds: MARKED }).request;
  expect(automatic).toMatchObject({ model: "auto:best", allowFailover: true });
  expect(automatic).not.toHaveProperty("options");
  const named = asking({ model: "a/all", options, allowFailover: true }, { maskBounds: MARKED }).request;
  expect(named).not.toHaveProperty("allowFailover");
});

test("where no usable model is left that is said, and until the models are known nothing is", () => {
  const away = { ...all, available: false };
  expect(asking({}, { maskBounds: MARKED, models: [away] }).missing).toMatchObject({ code: "model_unavailable" });
  expect(asking({}, { maskBounds: MARKED, models: null }).missing).toBeNull();
});

function asking(wish: Partial<Wish>, facts: Partial<AskFacts> = {}) {
  return askFor({
    imageId: IMAGE_ID,
    parentEditId: null,
    picture: PICTURE,
    models: [all, swapper],
    maskBounds: null,
    wish: {
      operation: "erase",
      prompt: "",
      model: "auto",
      options: new Map(),
      references: [],
      allowFailover: false,
      expand: { left: 0, top: 0, right: 0, bottom: 0 },
      scale: 2,
      ...wish,
    },
    ...facts,
  });
}
