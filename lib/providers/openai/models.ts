import "server-only";
import type { ModelOption } from "#lib/domain/model-option.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { tokensForUsd } from "#lib/domain/pricing.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import { choiceOption, HOSTED, numberOption, searchPromptOption, transparentRepaints } from "../declare.ts";
import type { Model } from "../provider.ts";

/** A family of OpenAI's image models, as far as they differ. A new one is one entry in `FAMILIES`. */
export interface Family {
  /** OpenAI's own name, sent as `model`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Whether it paints at any size, or only at the three that every image model knows. */
  readonly sizes: "free" | "standard";
  /** Whether it knows the qualities `xhigh` and `max`. */
  readonly isFinest: boolean;
  /** Whether it is documented to leave a background transparent, beyond a preview. */
  readonly canBeTransparent: boolean;
  /** US dollars for a million tokens, and so millionths of a dollar for one; null where none are published. */
  readonly tokenPrice: TokenPrice | null;
}

export interface TokenPrice {
  readonly textIn: number;
  readonly imageIn: number;
  readonly imageOut: number;
}

const TOKEN_PRICE: TokenPrice = { textIn: 5, imageIn: 8, imageOut: 30 };
const V2_6 = { sizes: "standard", isFinest: false, canBeTransparent: false } as const;
const V2_5 = { sizes: "free", isFinest: true, canBeTransparent: true, tokenPrice: TOKEN_PRICE } as const;

/** In the order of the model picker. Retired families are not listed. */
export const FAMILIES: readonly Family[] = [
  {
    ...V2_6,
    id: "gpt-image-2.6-sunburst",
    name: "GPT Image 2.6 Sunburst",
    description: "OpenAI's newest, made for precise edits. Paints at up to 1.5 megapixels, in three fixed shapes.",
    tokenPrice: TOKEN_PRICE,
  },
  {
    ...V2_6,
    id: "gpt-image-2.6-flare",
    name: "GPT Image 2.6 Flare",
    description: "OpenAI's newest, made for speed. Paints at up to 1.5 megapixels, in three fixed shapes.",
    tokenPrice: null,
  },
  {
    ...V2_5,
    id: "gpt-image-2.5-sunburst",
    name: "GPT Image 2.5 Sunburst",
    description: "Precise edits at high resolution. It cuts a subject out by repainting it, so that edge is not exact.",
  },
  {
    ...V2_5,
    id: "gpt-image-2.5-flare",
    name: "GPT Image 2.5 Flare",
    description: "Quick edits at high resolution. It cuts a subject out by repainting it, so that edge is not exact.",
  },
  {
    id: "gpt-image-2",
    name: "GPT Image 2",
    description: "Follows a description at high resolution; older than 2.5, without its finest qualities.",
    sizes: "free",
    isFinest: false,
    canBeTransparent: false,
    tokenPrice: TOKEN_PRICE,
  },
];

/** The family of a model that only the operator names: a snapshot is like its family, of any other nothing is known. */
export function familyNamed(id: string): Family {
  const known = FAMILIES.find((family) => id === family.id || id.startsWith(`${family.id}-20`));
  if (known) return { ...known, id, name: id };
  const description = "The OpenAI model that this server names. Paints at up to 1.5 megapixels, in three fixed shapes.";
  return { ...V2_6, id, name: id, description, tokenPrice: null };
}

export function toModel(family: Family): Model {
  return {
    ...HOSTED,
    id: `openai/${family.id}`,
    name: family.name,
    description: family.description,
    operations: family.canBeTransparent ? [...OPERATIONS, "remove-background"] : OPERATIONS,
    image: family.sizes === "free" ? FREE_SIZES : STANDARD_SIZES,
    mask: transparentRepaints(3_999_999, { required: false }),
    // The service takes 32,000; the rest is for what the operation adds to it.
    prompt: { use: "optional", maxCharacters: 30_000 },
    options: [quality(family), ...OPTIONS],
    // Sixteen pictures in all.
    maxReferences: 15,
    outpaint: { by: "padding" },
    execution: "sync",
    streaming: true,
    price: PRICE,
    deadlineMillis: 600_000,
  };
}

const OPERATIONS: readonly Operation[] = [
  "inpaint",
  "erase",
  "outpaint",
  "replace-object",
  "recolor",
  "replace-background",
  "restyle",
];

const ENCODED = { formats: ["png"], maxBytes: 49_999_999 } as const;

/** Above 2560 × 1440 the service calls its sizes experimental, so no more than that is aimed at. */
const FREE_SIZES: ImageRules = {
  ...ENCODED,
  minSide: 16,
  maxSide: 3840,
  minPixels: 655_360,
  maxPixels: 3840 * 2160,
  maxRatio: 3,
  multipleOf: 16,
  preferredPixels: 2560 * 1440,
};

/** Exactly 1024 × 1024, 1536 × 1024 and 1024 × 1536: no other size obeys all of these. */
export const STANDARD_SIZES: ImageRules = {
  ...ENCODED,
  minSide: 1024,
  maxSide: 1536,
  minPixels: 1024 * 1024,
  maxPixels: 1536 * 1024,
  maxRatio: 1.5,
  multipleOf: 512,
  preferredPixels: 1536 * 1024,
};

const QUALITIES = { low: "Low", medium: "Medium", high: "High" };
const FINEST_QUALITIES = { ...QUALITIES, xhigh: "Extra high", max: "Maximum" };

const quality = ({ isFinest }: Family): ModelOption =>
  choiceOption("quality", "Quality", isFinest ? FINEST_QUALITIES : QUALITIES, {
    hint: "Without a choice the model decides, and the price is that of high.",
  });

const OPTIONS: readonly ModelOption[] = [
  searchPromptOption(1_000, "Names what to swap or recolor, where nothing is marked."),
  // No `transparent`: what is painted into a picture must cover it. Removing the background asks for it by itself.
  choiceOption("background", "Background", { auto: "Automatic", opaque: "Opaque" }),
  numberOption("partialImages", "Previews", {
    hint: "Unfinished pictures shown while it paints.",
    min: 0,
    max: 3,
    default: 2,
  }),
];

/**
 * Billed by tokens that only the answer tells, so this is their upper bound at quality `high`: output by the formula
 * known of GPT Image 2, three previews, and the input. `xhigh` and `max` publish no figures; twice and four times it.
 */
const PRICE: Model["price"] = {
  baseTokens: tokensForUsd(0.19),
  tokensPerMegapixel: tokensForUsd(0.08),
  multiplier: { option: "quality", factors: { low: 0.25, medium: 0.45, high: 1, xhigh: 2, max: 4 } },
};
