import "server-only";
import { tokensForUsd } from "#lib/domain/pricing.ts";
import { choiceOption, HOSTED, seedOption } from "../declare.ts";
import type { Model, ProviderCall } from "../provider.ts";
import { STYLE_OPTIONS } from "./styles.ts";

/** List prices of one picture in dollars, by quality. */
const PRECISE_EDIT_USD = { very_low: 0.008, low: 0.03, medium: 0.06, high: 0.22 };
const INPAINT_USD = { turbo: 0.03, default: 0.06, quality: 0.09 };

/** What is sent where the person chose nothing, so that the price is known. */
export const DEFAULT_QUALITY = { preciseEdit: "medium", inpaint: "default" } as const;

const COMMON = {
  ...HOSTED,
  mask: { channel: "luminance", polarity: "255-keeps", soft: false, maxBytes: 10_000_000, required: true },
  maxReferences: 3,
} as const satisfies Partial<Model>;

/** No sizes are documented: these are cautious. */
const SIZES = {
  minSide: 256,
  maxSide: 2048,
  minPixels: 256 * 256,
  maxPixels: 2048 * 2048,
  maxRatio: 3,
  multipleOf: 1,
  preferredPixels: 1024 * 1024,
};

export const PRECISE_EDIT: Model = {
  ...COMMON,
  id: "ideogram/precise-edit",
  name: "Ideogram 4.5 Precise Edit",
  description:
    "Follows an instruction inside the marked region, such as a new colour, object or text; it takes a while.",
  operations: ["inpaint", "erase"],
  // Without a mask it edits the whole picture; one that marks everything it refuses.
  mask: { ...COMMON.mask, required: false },
  image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 50_000_000 },
  prompt: { use: "required", maxCharacters: 2_000 },
  options: [
    choiceOption(
      "quality",
      "Quality",
      { very_low: "Draft", low: "Low", medium: "Medium", high: "High" },
      { default: DEFAULT_QUALITY.preciseEdit },
    ),
  ],
  execution: "async",
  price: priceOf(PRECISE_EDIT_USD, DEFAULT_QUALITY.preciseEdit),
  deadlineMillis: 600_000,
};

const INPAINT: Model = {
  ...COMMON,
  id: "ideogram/inpaint",
  name: "Ideogram 3.0",
  description: "Paints what you describe into the marked region, in many styles or in that of a picture you add.",
  operations: ["inpaint"],
  // 10 MB is the smaller of two documented limits.
  image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 10_000_000 },
  prompt: { use: "required", maxCharacters: 2_000 },
  options: [
    choiceOption(
      "quality",
      "Quality",
      { turbo: "Fast", default: "Balanced", quality: "Best" },
      { default: DEFAULT_QUALITY.inpaint },
    ),
    ...STYLE_OPTIONS,
    choiceOption(
      "magicPrompt",
      "Improve the description",
      { AUTO: "Automatic", ON: "On", OFF: "Off" },
      { hint: "Ideogram may write your description anew before it paints." },
    ),
    seedOption(),
  ],
  execution: "sync",
  price: priceOf(INPAINT_USD, DEFAULT_QUALITY.inpaint),
  deadlineMillis: 180_000,
};

export const MODELS: readonly Model[] = [PRECISE_EDIT, INPAINT];

/** The list price of a call, for when its answer names none. */
export function listPriceMicroUsd({ model, options }: ProviderCall): number {
  const isPreciseEdit = model.id === PRECISE_EDIT.id;
  const prices: Readonly<Record<string, number>> = isPreciseEdit ? PRECISE_EDIT_USD : INPAINT_USD;
  const fallback = isPreciseEdit ? PRECISE_EDIT_USD.medium : INPAINT_USD.default;
  return Math.round((prices[String(options.quality)] ?? fallback) * 1_000_000);
}

function priceOf(usd: Readonly<Record<string, number>>, usual: string): Model["price"] {
  const baseTokens = tokensForUsd(usd[usual] as number);
  const factors = Object.entries(usd).map(([quality, price]) => [quality, tokensForUsd(price) / baseTokens] as const);
  return {
    baseTokens,
    tokensPerMegapixel: 0,
    multiplier: { option: "quality", factors: Object.fromEntries(factors) },
  };
}
