import "server-only";
import type { MaskEncoding } from "#lib/domain/mask-encoding.ts";
import type { ChoiceOption, NumberOption, TextOption } from "#lib/domain/model-option.ts";
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
