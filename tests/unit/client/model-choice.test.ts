import { expect, test } from "vitest";
import { modelsFor, promptUse } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";

const model = (id: string, use: ModelInfo["prompt"]["use"], changes: Partial<ModelInfo> = {}): ModelInfo => ({
  id,
  provider: "p",
  name: id,
  description: "",
  operations: ["erase", "inpaint"],
  limits: { minSide: 1, maxSide: 1, maxPixels: 1 },
  mask: { channel: "raw", polarity: "255-repaints", soft: true, required: true },
  prompt: { use, maxCharacters: null },
  options: [],
  price: { baseTokens: 1, tokensPerMegapixel: 0, multiplier: null },
  maxReferences: 0,
  outpaint: null,
  upscale: null,
  execution: "sync",
  streaming: false,
  measured: null,
  available: true,
  unavailableReason: null,
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
