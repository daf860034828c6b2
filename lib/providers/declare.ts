import "server-only";
import type { MaskEncoding } from "#lib/domain/mask-encoding.ts";
import type { ChoiceOption, NumberOption, TextOption } from "#lib/domain/model-option.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { MEGAPIXEL, tokensForUsd } from "#lib/domain/pricing.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import type { Model } from "./provider.ts";

/*
 * Words for declaring models: what several providers declare alike, each with what differs as its argument. What only
 * one or two have is written out where it is declared.
 */

/** What holds for most services that bill. */
export const HOSTED = {
  maxReferences: 0,
  streaming: false,
  feather: "ours",
  repeatable: false,
} as const satisfies Partial<Model>;

/** What holds for a server of the operator's own, where nothing is billed. */
export const SELF_HOSTED = {
  ...HOSTED,
  price: { baseTokens: 1, tokensPerMegapixel: 0 },
  repeatable: true,
} as const satisfies Partial<Model>;

/** What models can do that follow an instruction (`instruction.ts`), whether they see a mask or not. */
export const INSTRUCTED = [
  "inpaint",
  "erase",
  "replace-object",
  "recolor",
  "replace-background",
  "restyle",
] as const satisfies readonly Operation[];

/** A price that does not depend on the picture's size. */
export const pricePerCall = (usd: number): Model["price"] => ({ baseTokens: tokensForUsd(usd), tokensPerMegapixel: 0 });

/** Pictures for FLUX, which works in steps of 16 or 32 pixels, by engine: other sides would come back rounded. */
export const fluxPictures = (maxBytes: number): ImageRules => ({
  formats: ["png", "jpeg"],
  maxBytes,
  minSide: 256,
  maxSide: 2048,
  minPixels: 256 * 256,
  maxPixels: 4_000_000,
  maxRatio: 2,
  multipleOf: 32,
  preferredPixels: MEGAPIXEL,
});

/** Pictures for a server of the operator's own: what its memory takes it does not tell, so the sizes are cautious. */
export const selfHostedPictures = (minSide: number, multipleOf: number): ImageRules => ({
  formats: ["png"],
  maxBytes: 50_000_000,
  minSide,
  maxSide: 2048,
  minPixels: minSide * minSide,
  maxPixels: 2048 * 2048,
  maxRatio: 4,
  multipleOf,
  preferredPixels: MEGAPIXEL,
});

interface MaskChanges {
  /** Greys are repainted in proportion. */
  readonly soft?: boolean;
  /** False where the model also works without a mask. */
  readonly required?: boolean;
}

/** A grey mask in which white is repainted and black is kept. */
export const whiteRepaints = (maxBytes: number, { soft = false, required = true }: MaskChanges = {}): MaskEncoding => ({
  channel: "luminance",
  polarity: "255-repaints",
  soft,
  maxBytes,
  required,
});

/** A mask whose transparent pixels are repainted and whose opaque ones are kept. */
export const transparentRepaints = (
  maxBytes: number,
  { soft = false, required = true }: MaskChanges = {},
): MaskEncoding => ({ channel: "alpha", polarity: "255-keeps", soft, maxBytes, required });

/** For models that are sent no mask. */
export const NO_MASK: MaskEncoding = {
  channel: "none",
  polarity: "255-repaints",
  soft: false,
  maxBytes: 0,
  required: false,
};

interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** 1, which makes it an integer, unless it is told. */
  readonly step?: number;
  /** Null, so that the service's own holds, unless it is told. */
  readonly default?: number | null;
  readonly hint?: string;
}

export const numberOption = (
  name: string,
  label: string,
  { hint, min, max, step = 1, default: initial = null }: NumberRange,
): NumberOption => ({ type: "number", name, label, ...(hint && { hint }), min, max, step, default: initial });

export const seedOption = (max = 2_147_483_647, hint?: string): NumberOption =>
  numberOption("seed", "Seed", { min: 0, max, ...(hint && { hint }) });

/** A number in hundredths, between 0 and 1 unless the range is told. */
export const fractionOption = (name: string, label: string, range: Partial<NumberRange> = {}): NumberOption =>
  numberOption(name, label, { min: 0, max: 1, step: 0.01, ...range });

export const stepsOption = (min: number, max: number): NumberOption => numberOption("steps", "Steps", { min, max });

export const guidanceOption = (min: number, max: number, step: number): NumberOption =>
  numberOption("guidance", "Guidance", { min, max, step });

export const negativePromptOption = (maxCharacters: number): TextOption => ({
  type: "text",
  name: "negativePrompt",
  label: "Avoid",
  maxCharacters,
});

/** What to swap or recolor, by its name. */
export const searchPromptOption = (maxCharacters: number, hint: string): TextOption => ({
  type: "text",
  name: "searchPrompt",
  label: "What to change",
  hint,
  maxCharacters,
});

/**
 * One of several values.
 *
 * @param choices labels by value, in the order of the list. A value must not look like an integer: those would come first.
 */
export const choiceOption = (
  name: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  { hint, default: initial = null }: { readonly hint?: string; readonly default?: string | null } = {},
): ChoiceOption => ({
  type: "choice",
  name,
  label,
  ...(hint && { hint }),
  choices: Object.entries(choices).map(([value, text]) => ({ value, label: text })),
  default: initial,
});

/** The entry of a provider's own list that declares a model. */
export function entryOf<Entry extends { readonly model: Model }>(entries: readonly Entry[], { id }: Model): Entry {
  const entry = entries.find(({ model }) => model.id === id);
  if (!entry) throw new TypeError(`no entry declares ${id}`);
  return entry;
}
