import { expect, test } from "vitest";
import { maskUse, modelsFor, operationsOf, promptUse } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { modelSample } from "./model-sample.ts";

const model = (id: string, use: ModelInfo["prompt"]["use"], changes: Partial<ModelInfo> = {}): ModelInfo =>
  modelSample(id, {
    operations: ["erase", "inpaint"],
    prompt: { use, maxCharacters: null, orReference: false },
    ...changes,
  });

const deaf = model("a/deaf", "ignored");
const listens = model("b/listens", "optional");
const demands = model("c/demands", "required");

test("erasing never asks for a description", () => {
  expect(promptUse([listens], "erase", "auto")).toBe("none");
});

test("where nobody reads a description that is said", () => {
  expect(promptUse([deaf], "inpaint", "auto")).toBe("ignored");
  expect(promptUse([deaf, listens], "inpaint", "a/deaf")).toBe("ignored");
  expect(promptUse([deaf, { ...listens, available: false }], "inpaint", "auto")).toBe("ignored");
});

test("a description is asked for where some model reads it, demanded where all do", () => {
  expect(promptUse([deaf, listens], "inpaint", "auto")).toBe("optional");
  expect(promptUse([demands], "inpaint", "auto")).toBe("required");
  expect(promptUse([deaf, demands], "inpaint", "auto")).toBe("optional");
  expect(promptUse([deaf, demands], "inpaint", "c/demands")).toBe("required");
});

test("models that can be used come first; those that cannot do the operation are left out", () => {
  const away = model("d/away", "optional", { available: false });
  const other = model("e/other", "optional", { operations: ["erase"] });
  expect(modelsFor([away, other, listens], "inpaint").map(({ id }) => id)).toEqual(["b/listens", "d/away"]);
});

test("every way of choosing leaves the same models", () => {
  for (const choice of ["auto", "auto:fast", "auto:best"])
    expect(promptUse([demands], "inpaint", choice)).toBe("required");
});

test("an operation that is nothing without a description demands one even of a model that does not", () => {
  expect(promptUse([model("r/recolors", "optional", { operations: ["recolor"] })], "recolor", "auto")).toBe("required");
});

test("operations are offered where some model has them, ready or not, and in their own order", () => {
  const away = model("u/away", "ignored", { operations: ["upscale", "erase"], available: false });
  expect(operationsOf([away, listens])).toEqual(["erase", "inpaint", "upscale"]);
  expect(operationsOf([])).toEqual([]);
});

test("a region may be left out, unless the operation or the chosen model needs one", () => {
  const free = model("f/free", "optional", { operations: ["recolor"], mask: { ...listens.mask, required: false } });
  const bound = model("b/bound", "optional", { operations: ["recolor"] });
  expect(maskUse([free, bound], "recolor", "auto")).toBe("optional");
  expect(maskUse([free, bound], "recolor", "b/bound")).toBe("required");
  expect(maskUse([bound], "recolor", "auto:fast")).toBe("required");
  expect(maskUse([free], "erase", "auto")).toBe("required");
  expect(maskUse([bound], "upscale", "auto")).toBe("none");
});
