import { describe, expect, it } from "vitest";
import { type Candidate, selectModel } from "#lib/domain/select-model.ts";

const image: Candidate["image"] = {
  formats: ["png"],
  maxBytes: 10_000_000,
  minSide: 64,
  maxSide: 4096,
  minPixels: 4096,
  maxPixels: 4_194_304,
  maxRatio: 4,
  multipleOf: 1,
  preferredPixels: 1024 * 1024,
};

const eraser: Candidate = {
  id: "local/eraser",
  operations: ["erase", "inpaint"],
  image,
  prompt: { use: "ignored" },
  price: { baseTokens: 1, tokensPerMegapixel: 0 },
  available: true,
};
const painter: Candidate = {
  ...eraser,
  id: "cloud/painter",
  operations: ["inpaint"],
  prompt: { use: "required", maxCharacters: 100 },
  price: { baseTokens: 5, tokensPerMegapixel: 0 },
};

const ask = {
  image: { width: 3000, height: 2000 },
  maskBounds: { x: 100, y: 100, width: 300, height: 300 },
  variants: 1,
  operation: "inpaint" as const,
  prompt: "",
};

const chosen = (models: Candidate[], change: Partial<Parameters<typeof selectModel>[2]> = {}, name = "auto") =>
  selectModel(models, name, { ...ask, ...change }).id;

const refusedAs = (code: string) => expect.objectContaining({ code, field: "model" });

describe("the automatic choice of a model", () => {
  it("takes the cheapest that can do it", () => {
    const cheaper = { ...eraser, id: "local/free", price: { baseTokens: 0, tokensPerMegapixel: 0 } };
    expect(chosen([eraser, cheaper, painter])).toBe("local/free");
  });

  it("prices what would be sent, not the base price alone", () => {
    const byArea = { ...eraser, id: "cloud/area", price: { baseTokens: 0, tokensPerMegapixel: 2 } };
    expect(chosen([byArea, eraser])).toBe("local/eraser");
  });

  it("takes the first of equals", () => {
    expect(chosen([{ ...eraser, id: "a/first" }, eraser])).toBe("a/first");
  });

  it("prefers a model that reads the prompt over a cheaper one that would ignore it", () => {
    expect(chosen([eraser, painter], { prompt: "a red hat" })).toBe("cloud/painter");
    expect(chosen([eraser, painter], { prompt: "   " })).toBe("local/eraser");
  });

  it("falls back to one that ignores the prompt where no other is available", () => {
    expect(chosen([eraser, { ...painter, available: false }], { prompt: "a red hat" })).toBe("local/eraser");
  });

  it("does not let a prompt matter where the operation reads none", () => {
    const both = { ...painter, operations: ["erase", "inpaint"] as const };
    expect(chosen([eraser, both], { operation: "erase", prompt: "x".repeat(500) })).toBe("local/eraser");
  });
});

describe("a named model", () => {
  it("is taken even where another is cheaper", () => {
    expect(chosen([eraser, painter], { prompt: "a hat" }, "cloud/painter")).toBe("cloud/painter");
  });

  it("is refused with the reason", () => {
    expect(() => chosen([eraser, painter], {}, "cloud/painter")).toThrow(refusedAs("prompt_required"));
    expect(() => chosen([painter], { prompt: "x".repeat(101) }, "cloud/painter")).toThrow(refusedAs("prompt_too_long"));
    expect(() => chosen([painter], { operation: "erase" }, "cloud/painter")).toThrow(
      refusedAs("operation_not_supported"),
    );
    expect(() => chosen([{ ...eraser, available: false }], {}, "local/eraser")).toThrow(refusedAs("model_unavailable"));
  });
});

describe("the refusal when no model can", () => {
  it("names what the person can change first", () => {
    expect(() => chosen([{ ...eraser, available: false }, painter])).toThrow(refusedAs("prompt_required"));
    expect(() => chosen([])).toThrow(refusedAs("operation_not_supported"));
  });
});
