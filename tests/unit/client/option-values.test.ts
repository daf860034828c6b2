import fc from "fast-check";
import { expect, test } from "vitest";
import { changedValues, fitsSlider, legalNumber, unfilledOption } from "#lib/client/edits/option-values.ts";
import type { OptionInfo } from "#lib/contracts/model.ts";
import { resolveOptions } from "#lib/domain/model-option.ts";

const strength = number("strength", { min: 0, max: 1, step: 0.05, default: 0.5 });
const seed = number("seed", { min: 0, max: 4_294_967_294, step: 1, default: null });
const quality: OptionInfo = {
  type: "choice",
  name: "quality",
  label: "Quality",
  hint: null,
  choices: [
    { value: "low", label: "Low" },
    { value: "high", label: "High" },
  ],
  default: "low",
};
const tile: OptionInfo = { type: "flag", name: "tile", label: "Tile", hint: null, default: false };
const search: OptionInfo = {
  type: "text",
  name: "searchPrompt",
  label: "Search for",
  hint: null,
  maxCharacters: 100,
  required: true,
};
const DECLARED = [strength, seed, quality, tile, search];

test("only what differs from the model's own defaults is sent", () => {
  expect(changedValues(DECLARED, {})).toEqual({});
  expect(changedValues(DECLARED, { strength: 0.5, quality: "low", tile: false, searchPrompt: "  " })).toEqual({});
  expect(changedValues(DECLARED, { strength: 0.7, seed: 0, tile: true, searchPrompt: " cat " })).toEqual({
    strength: 0.7,
    seed: 0,
    tile: true,
    searchPrompt: "cat",
  });
});

test("what another model was set to is not sent to one that lacks it", () => {
  expect(changedValues([quality], { strength: 0.7, quality: "high" })).toEqual({ quality: "high" });
});

test("a required text that is blank is missed, and nothing else is", () => {
  expect(unfilledOption(DECLARED, { searchPrompt: " " })).toBe(search);
  expect(unfilledOption(DECLARED, { searchPrompt: "cat" })).toBeNull();
  expect(unfilledOption([seed, quality], {})).toBeNull();
});

test("whatever is typed becomes a number that the server accepts, or none", () => {
  const numbers = fc.record({
    min: fc.integer({ min: -100, max: 100 }),
    span: fc.integer({ min: 1, max: 1000 }),
    step: fc.constantFrom(0.01, 0.05, 0.1, 0.5, 1),
  });
  fc.assert(
    fc.property(numbers, fc.oneof(fc.double().map(String), fc.string()), ({ min, span, step }, text) => {
      const option = number("strength", { min, max: min + span, step, default: null });
      const value = legalNumber(option, text);
      if (value === null) return;
      const declared = {
        type: "number",
        name: "strength",
        label: "",
        min,
        max: min + span,
        step,
        default: null,
      } as const;
      expect(resolveOptions([declared], { strength: value }).values).toEqual({ strength: value });
    }),
  );
});

test("typing takes the comma of other languages, the nearest step, and no words", () => {
  expect(legalNumber(strength, "0,72")).toBe(0.7);
  expect(legalNumber(strength, "7")).toBe(1);
  expect(legalNumber(seed, "12.6")).toBe(13);
  expect(legalNumber(strength, "half")).toBeNull();
  expect(legalNumber(strength, " ")).toBeNull();
});

test("a share is slid, a seed is typed", () => {
  expect(fitsSlider(strength)).toBe(true);
  expect(fitsSlider(seed)).toBe(false);
});

function number(name: string, range: { min: number; max: number; step: number; default: number | null }) {
  return { type: "number" as const, name, label: name, hint: null, ...range };
}
