import type { OptionInfo } from "#lib/contracts/model.ts";
import type { OptionValue, OptionValues } from "#lib/domain/model-option.ts";

type NumberInfo = Extract<OptionInfo, { type: "number" }>;

/** What is in force while nobody has set anything; null where the provider decides. */
function defaultOf(option: OptionInfo): OptionValue | null {
  return option.type === "text" ? "" : option.default;
}

/** What was set and differs from the declaration's default: all that is sent. Leaves out what the model lacks. */
export function changedValues(declared: readonly OptionInfo[], set: OptionValues): OptionValues {
  const changed: Record<string, OptionValue> = {};
  for (const option of declared) {
    const value = set[option.name];
    const text = typeof value === "string" ? value.trim() : value;
    if (text !== undefined && text !== "" && text !== defaultOf(option)) changed[option.name] = text;
  }
  return changed;
}

/** The first setting that must be filled in and is not, or null. */
export function unfilledOption(declared: readonly OptionInfo[], set: OptionValues): OptionInfo | null {
  const isUnfilled = (option: OptionInfo) =>
    option.type === "text" && option.required && String(set[option.name] ?? "").trim() === "";
  return declared.find(isUnfilled) ?? null;
}

/** Few enough steps for a slider to reach each of them; a seed, for one, is typed. */
const MOST_SLIDER_STEPS = 1000;

export function fitsSlider({ min, max, step }: NumberInfo): boolean {
  return (max - min) / step <= MOST_SLIDER_STEPS;
}

/** The nearest number the option allows, or null for what is not a number. */
export function legalNumber({ min, max, step }: NumberInfo, text: string): number | null {
  const typed = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(typed)) return null;
  const steps = Math.round((Math.min(max, Math.max(min, typed)) - min) / step);
  return roundTo(Math.min(max, min + steps * step), step);
}

/** Names that mean the same in every model, and what they are counted in. */
const UNITS: Readonly<Record<string, "px">> = { growMask: "px" };

export const unitOf = (option: Pick<OptionInfo, "name">): "px" | null => UNITS[option.name] ?? null;

/** Adding up steps of 0.1 leaves dust behind the point. */
function roundTo(value: number, step: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) + 1;
  return Number(value.toFixed(Math.min(10, digits)));
}
