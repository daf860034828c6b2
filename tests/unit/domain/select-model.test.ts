import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planEdit } from "#lib/domain/edit-plan.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { ModelOption } from "#lib/domain/model-option.ts";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { type Ask, readsPrompt, refusal } from "#lib/domain/refusal.ts";
import { type Candidate, type Failover, selectModel } from "#lib/domain/select-model.ts";
import { imageSize, rectIn } from "./arbitraries.ts";

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
const seed: ModelOption = { type: "number", name: "seed", label: "Seed", min: 0, max: 100, step: 1, default: null };

const eraser: Candidate = {
  id: "local/eraser",
  name: "Eraser",
  operations: ["erase", "inpaint"],
  image,
  mask: { required: true },
  prompt: { use: "ignored" },
  options: [],
  maxReferences: 0,
  price: { baseTokens: 1, tokensPerMegapixel: 0 },
  available: true,
  measured: null,
};
const painter: Candidate = {
  ...eraser,
  id: "cloud/painter",
  name: "Painter",
  operations: ["inpaint"],
  prompt: { use: "required", maxCharacters: 100 },
  price: { baseTokens: 5, tokensPerMegapixel: 0 },
};
const costing = (id: string, baseTokens: number, more: Partial<Candidate> = {}): Candidate => ({
  ...eraser,
  id,
  price: { baseTokens, tokensPerMegapixel: 0 },
  ...more,
});

const ask: Ask = {
  image: { width: 1500, height: 1000 },
  maskBounds: { x: 100, y: 100, width: 300, height: 300 },
  operation: "inpaint",
  prompt: "",
  options: {},
  references: 0,
  expand: null,
  scale: null,
  variants: 1,
};

const select = (
  models: readonly Candidate[],
  change: Partial<Ask> = {},
  name = "auto",
  failover: Failover | null = { available: 1000 },
) => selectModel(models, name, { ...ask, ...change }, failover);
const chosen = (...asked: Parameters<typeof select>) => select(...asked).model.id;
const fallbacks = (...asked: Parameters<typeof select>) => select(...asked).fallbacks.map(({ model }) => model.id);
const refusedAs = (code: string, field = "model") => expect.objectContaining({ code, field });

describe("the automatic choice of a model", () => {
  it("takes the cheapest that can do it", () => {
    expect(chosen([eraser, costing("local/free", 0), painter])).toBe("local/free");
  });

  it("prices what would be sent, not the base price alone", () => {
    const byArea = { ...eraser, id: "cloud/area", price: { baseTokens: 0, tokensPerMegapixel: 2 } };
    expect(chosen([byArea, eraser])).toBe("local/eraser");
  });

  it("takes among equally cheap ones the more reliable, then the faster, then the first listed", () => {
    const measured = (id: string, successRate: number, medianMillis: number) =>
      costing(id, 1, { measured: { successRate, medianMillis } });
    const [shaky, slow, good] = [measured("a/shaky", 0.8, 1), measured("a/slow", 1, 9), measured("a/good", 1, 5)];
    expect(chosen([eraser, shaky, slow, good])).toBe("a/good");
    expect(chosen([eraser, shaky, slow])).toBe("a/slow");
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

  it("prefers a model that has the given settings over a cheaper one that lacks them", () => {
    const seeded = costing("cloud/seeded", 7, { options: [seed] });
    expect(chosen([eraser, seeded], { options: { seed: 7 } })).toBe("cloud/seeded");
    expect(chosen([eraser], { options: { seed: 7 } })).toBe("local/eraser");
  });

  it("passes over models that refuse a setting, need one more, or look at fewer references", () => {
    const seeded = costing("cloud/seeded", 0, { options: [seed] });
    const demanding = costing("cloud/demanding", 0, {
      options: [{ type: "text", name: "searchPrompt", label: "Find", maxCharacters: 9, required: true }],
    });
    expect(chosen([seeded, eraser], { options: { seed: 101 } })).toBe("local/eraser");
    expect(chosen([demanding, eraser])).toBe("local/eraser");
    expect(chosen([eraser, costing("cloud/looks", 9, { maxReferences: 3 })], { references: 2 })).toBe("cloud/looks");
  });

  it("passes over models that need a mask where none is drawn and none must be", () => {
    const whole = costing("cloud/whole", 9, { operations: ["restyle"], mask: { required: false } });
    const marked = costing("cloud/marked", 1, { operations: ["restyle"] });
    expect(chosen([marked, whole], { operation: "restyle", maskBounds: null })).toBe("cloud/whole");
    expect(chosen([marked, whole], { operation: "restyle" })).toBe("cloud/marked");
  });

  it("passes over models that cannot enlarge or extend so far", () => {
    const enlarging = (id: string, maxFactor: number, maxResultPixels: number) =>
      costing(id, maxFactor, { operations: ["upscale"], upscale: { maxFactor, maxResultPixels } });
    const models = [enlarging("a/twice", 2, 1e9), enlarging("a/small", 3, 1e6), enlarging("a/large", 4, 1e9)];
    expect(chosen(models, { operation: "upscale", scale: 3 })).toBe("a/large");
    expect(chosen(models, { operation: "upscale", scale: 2 })).toBe("a/twice");

    const extending = (id: string, maxPerSide: number) =>
      costing(id, maxPerSide, { operations: ["outpaint"], outpaint: { by: "edges", maxPerSide } });
    const expand = { left: 0, top: 500, right: 0, bottom: 0 };
    expect(chosen([extending("a/near", 10), extending("a/far", 2000)], { operation: "outpaint", expand })).toBe(
      "a/far",
    );
  });
});

describe("auto:fast and auto:best", () => {
  const quick = costing("a/quick", 9, { measured: { medianMillis: 2_400, successRate: 0.9 } });
  const sure = costing("a/sure", 5, { measured: { medianMillis: 12_000, successRate: 0.98 } });
  const models = [eraser, sure, quick];

  it("take the fastest, and the one that succeeds most often, whatever they cost", () => {
    expect(chosen(models, {}, "auto:fast")).toBe("a/quick");
    expect(chosen(models, {}, "auto:best")).toBe("a/sure");
  });

  it("say why, in figures", () => {
    const among = { task: "any", count: 3 };
    expect(select(models, {}, "auto:fast").choice).toEqual({
      code: "fastest",
      values: { ...among, seconds: 2, tokens: 9 },
    });
    expect(select(models, {}, "auto:best").choice).toEqual({
      code: "most_reliable",
      values: { ...among, percent: 98, tokens: 5 },
    });
  });

  it("take the cheapest and say so while nothing is measured", () => {
    const { model, choice } = select([costing("a/dear", 4), eraser], {}, "auto:fast");
    expect(model.id).toBe("local/eraser");
    expect(choice).toEqual({ code: "nothing_measured", values: { task: "any", count: 2, tokens: 1 } });
  });

  it("do not take a model that never succeeded for fast", () => {
    const broken = costing("a/broken", 1, { measured: { medianMillis: null, successRate: 0 } });
    expect(chosen([broken, quick], {}, "auto:fast")).toBe("a/quick");
  });
});

describe("the reason for a choice", () => {
  it("counts the models that could have done it", () => {
    const models = [eraser, costing("a/b", 5), costing("a/c", 6), { ...eraser, id: "a/d", available: false }];
    expect(select(models).choice).toEqual({ code: "cheapest", values: { task: "any", count: 3, tokens: 1 } });
    expect(select([eraser]).choice).toEqual({ code: "only_one", values: { task: "any", tokens: 1 } });
  });

  it("counts only those that read a given description", () => {
    const other = { ...painter, id: "cloud/other", price: { baseTokens: 8, tokensPerMegapixel: 0 } };
    expect(select([eraser, painter, other], { prompt: "a hat" }).choice).toEqual({
      code: "cheapest",
      values: { task: "description", count: 2, tokens: 5 },
    });
  });

  it("is not given for a model that was named", () => {
    expect(select([eraser], {}, "local/eraser").choice).toBeNull();
  });
});

describe("what may do it should the model fail", () => {
  const priced = [1, 2, 3, 4, 8, 10, 11, 12, 40, 41].map((tokens) => costing(`a/${tokens}`, tokens));
  const from = (tokens: number) => priced.filter(({ price }) => price.baseTokens >= tokens);

  it("is the next two in the order of choice, dearer ones too", () => {
    expect(fallbacks(priced)).toEqual(["a/2", "a/3"]);
    const measured = priced.map((one, at) => ({ ...one, measured: { successRate: 1 - at / 10, medianMillis: at } }));
    expect(fallbacks(measured.toReversed(), {}, "auto:best")).toEqual(["a/2", "a/3"]);
    expect(fallbacks(priced, {}, "a/8")).toEqual(["a/1", "a/2"]);
  });

  it("costs at most four times as much, or ten tokens where that is more", () => {
    expect(fallbacks([costing("a/first", 1), ...from(10)])).toEqual(["a/10"]);
    expect(fallbacks([costing("a/first", 3), ...from(12)])).toEqual(["a/12"]);
    expect(fallbacks([costing("a/first", 10), ...from(40)])).toEqual(["a/40"]);
    expect(fallbacks([costing("a/first", 2), ...from(11)])).toEqual([]);
  });

  it("is only what the person can pay, who is not refused the first one for that", () => {
    const withTokens = (available: number) =>
      select(priced, {}, "auto", { available }).fallbacks.map(({ tokens }) => tokens);
    expect(withTokens(2)).toEqual([2]);
    expect(withTokens(1)).toEqual([]);
    expect(withTokens(0)).toEqual([]);
  });

  it("is nothing where failover is not allowed", () => {
    expect(select(priced, {}, "auto", null).fallbacks).toEqual([]);
  });

  it("does not ignore a description that the first one would have followed", () => {
    const other = { ...painter, id: "cloud/other" };
    expect(fallbacks([eraser, painter, other], { prompt: "a hat" }, "cloud/painter")).toEqual(["cloud/other"]);
  });
});

describe("a named model", () => {
  it("is taken even where another is cheaper", () => {
    expect(chosen([eraser, painter], { prompt: "a hat" }, "cloud/painter")).toBe("cloud/painter");
  });

  it("is refused with the reason", () => {
    const refusing = (model: Candidate, change: Partial<Ask> = {}) =>
      expect(() => chosen([eraser, model], change, model.id));
    refusing(painter).toThrow(refusedAs("prompt_required"));
    refusing(painter, { prompt: "x".repeat(101) }).toThrow(refusedAs("prompt_too_long"));
    refusing(painter, { operation: "erase" }).toThrow(refusedAs("operation_not_supported"));
    refusing({ ...eraser, id: "a/b", available: false }).toThrow(refusedAs("model_unavailable"));
    refusing(painter, { prompt: "a hat", maskBounds: null }).toThrow(refusedAs("mask_required", "mask"));
    const seeded = { ...eraser, id: "a/b", options: [seed] };
    refusing(seeded, { options: { seed: -1 } }).toThrow(refusedAs("invalid_request", "options.seed"));
  });
});

describe("a named model that is out of order", () => {
  const out = costing("a/out", 5, { name: "The first", available: false, isOut: true });
  const models = [out, costing("a/three", 3, { name: "The third" }), costing("a/four", 4), costing("a/six", 6)];

  it("is refused where no other may do it, or none can for a price within reason", () => {
    expect(() => select(models, {}, "a/out", null)).toThrow(refusedAs("model_unavailable"));
    expect(() => select([out, costing("a/dear", 21)], {}, "a/out")).toThrow(refusedAs("model_unavailable"));
  });

  it("is stood in for at once by the cheapest other, which says so, and which others may follow", () => {
    expect(select(models, {}, "a/out")).toMatchObject({
      model: { id: "a/three" },
      tokens: 3,
      choice: { code: "stands_in", values: { failed: "a/out", model: "a/three", tokens: 3 } },
      fallbacks: [{ tokens: 4 }, { tokens: 6 }],
    });
    expect(select(models, {}, "a/out", { available: 3 }).fallbacks).toEqual([]);
  });

  it("is refused for what it would be refused for anyway", () => {
    const listens = { ...out, prompt: painter.prompt };
    expect(() => select([listens, eraser], {}, "a/out")).toThrow(refusedAs("model_unavailable"));
  });

  it("is not taken for one that this server does not have", () => {
    const { isOut: _, ...absent } = out;
    expect(() => select([absent, eraser], {}, "a/out")).toThrow(refusedAs("model_unavailable"));
  });

  it("is not stood in for by one that ignores the description it would have followed", () => {
    const listens = { ...painter, available: false, isOut: true };
    expect(() => select([listens, eraser], { prompt: "a hat" }, listens.id)).toThrow(refusedAs("model_unavailable"));
  });
});

describe("further pictures", () => {
  const copier = costing("a/copier", 1, { maxReferences: 2, minReferences: 1 });
  const either = costing("a/either", 1, {
    maxReferences: 1,
    prompt: { use: "optional", maxCharacters: 100, orReference: true },
  });

  it("that a model cannot do without are asked for, and so it is passed over without them", () => {
    expect(() => chosen([copier], {}, copier.id)).toThrow(refusedAs("reference_required", "reference"));
    expect(() => chosen([copier])).toThrow(refusedAs("reference_required", "reference"));
    expect(chosen([copier, costing("a/dear", 9)])).toBe("a/dear");
    expect(chosen([copier], { references: 1 })).toBe("a/copier");
  });

  it("may stand for a description, and a description for them", () => {
    expect(() => chosen([either], { prompt: " " })).toThrow(refusedAs("prompt_required"));
    expect(chosen([either], { prompt: "a meadow" })).toBe("a/either");
    expect(chosen([either], { references: 1 })).toBe("a/either");
  });
});

describe("the refusal when no model can", () => {
  it("names what the person can change first", () => {
    expect(() => chosen([{ ...eraser, available: false }, painter])).toThrow(refusedAs("prompt_required"));
    expect(() => chosen([])).toThrow(refusedAs("operation_not_supported"));
  });
});

describe("for any models and any request", () => {
  const model: fc.Arbitrary<Omit<Candidate, "id" | "name">> = fc.record({
    operations: fc.uniqueArray(fc.constantFrom(...OPERATION_NAMES), { minLength: 3 }),
    image: fc.constant(image),
    mask: fc.record({ required: fc.boolean() }),
    prompt: fc.oneof(
      fc.constant({ use: "ignored" as const }),
      fc.record({
        use: fc.constantFrom("optional" as const, "required" as const),
        maxCharacters: fc.integer({ min: 1, max: 12 }),
      }),
    ),
    options: fc.constantFrom([], [seed]),
    maxReferences: fc.nat(3),
    price: fc.record({ baseTokens: fc.nat(4), tokensPerMegapixel: fc.nat(2) }),
    outpaint: fc.constantFrom({ by: "padding" as const }, { by: "edges" as const, maxPerSide: 500 }),
    upscale: fc.constantFrom({ maxFactor: 2, maxResultPixels: 1e6 }, { maxFactor: 4, maxResultPixels: 1e8 }),
    available: fc.boolean(),
    minReferences: fc.nat(1),
    measured: fc.option(
      fc.record({ medianMillis: fc.option(fc.nat(9_000)), successRate: fc.nat(100).map((percent) => percent / 100) }),
    ),
  });
  const models = fc
    .array(model, { maxLength: 8 })
    .map((list): Candidate[] => list.map((one, index) => ({ ...one, id: `any/${index}`, name: `Any ${index}` })));
  const anyAsk: fc.Arbitrary<Ask> = imageSize.chain((size) =>
    fc.record({
      image: fc.constant(size),
      maskBounds: fc.option(rectIn(size)),
      operation: fc.constantFrom(...OPERATION_NAMES),
      prompt: fc.constantFrom("", " ", "a hat", "a hat and a long coat"),
      options: fc.constantFrom<Ask["options"]>({}, { seed: 7 }, { seed: 1000 }),
      references: fc.nat(3),
      expand: fc.constantFrom(null, { left: 40, top: 0, right: 0, bottom: 9 }),
      scale: fc.constantFrom(null, 2, 4),
      variants: fc.constant(1),
    }),
  );
  const strategy = fc.constantFrom("auto", "auto:fast", "auto:best");
  const tokensOf = (one: Candidate, asked: Ask) => planEdit({ ...asked, model: one }).tokens;

  it("the chosen one can do it, and there is one whenever any can", () => {
    fc.assert(
      fc.property(models, anyAsk, strategy, (list, asked, name) => {
        const able = list.filter((one) => refusal(one, asked) === null);
        if (able.length === 0) expect(() => selectModel(list, name, asked)).toThrow(RepaintError);
        else expect(able).toContain(selectModel(list, name, asked).model);
      }),
    );
  });

  it("none that serves the request as well is better by the measure asked for", () => {
    fc.assert(
      fc.property(models, anyAsk, strategy, (list, asked, name) => {
        const able = list.filter((one) => refusal(one, asked) === null);
        fc.pre(able.length > 0);
        const { model: best, tokens } = selectModel(list, name, asked);
        const hasOptions = (one: Candidate) =>
          Object.keys(asked.options).every((key) => one.options.some((o) => o.name === key));
        const rivals = able.filter(
          (one) => readsPrompt(one, asked) === readsPrompt(best, asked) && hasOptions(one) === hasOptions(best),
        );
        if (!readsPrompt(best, asked)) expect(able.some((one) => readsPrompt(one, asked))).toBe(false);
        for (const rival of rivals) {
          if (name === "auto") expect(tokensOf(rival, asked)).toBeGreaterThanOrEqual(tokens);
          if (name === "auto:fast")
            expect(rival.measured?.medianMillis ?? 1e9).toBeGreaterThanOrEqual(best.measured?.medianMillis ?? 1e9);
          if (name === "auto:best")
            expect(rival.measured?.successRate ?? -1).toBeLessThanOrEqual(best.measured?.successRate ?? -1);
        }
      }),
    );
  });

  it("the price is the plan's, and the few that may follow can do it, for what the person has", () => {
    fc.assert(
      fc.property(models, anyAsk, strategy, fc.nat(7), fc.nat(12), (list, asked, name, at, available) => {
        const able = list.filter((one) => refusal(one, asked) === null);
        fc.pre(able.length > 0);
        for (const wanted of [name, (able[at % able.length] as Candidate).id]) {
          const { model: best, tokens, fallbacks: others } = selectModel(list, wanted, asked, { available });
          expect(others.length).toBeLessThanOrEqual(2);
          expect(tokens).toBe(tokensOf(best, asked));
          expect(new Set([best, ...others.map(({ model: other }) => other)]).size).toBe(others.length + 1);
          for (const other of others) {
            expect(able).toContain(other.model);
            expect(other.tokens).toBe(tokensOf(other.model, asked));
            expect(other.tokens).toBeLessThanOrEqual(Math.max(tokens, available));
          }
        }
      }),
    );
  });

  it("the order in which models are listed decides only between equals", () => {
    fc.assert(
      fc.property(models, anyAsk, strategy, (list, asked, name) => {
        fc.pre(list.some((one) => refusal(one, asked) === null));
        const forwards = selectModel(list, name, asked);
        const backwards = selectModel(list.toReversed(), name, asked);
        expect(backwards.tokens === forwards.tokens || name !== "auto").toBe(true);
        expect(backwards.model.measured?.successRate).toEqual(forwards.model.measured?.successRate);
      }),
    );
  });
});
