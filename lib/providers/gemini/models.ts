import "server-only";
import { MEGAPIXEL } from "#lib/domain/pricing.ts";
import { HOSTED, INSTRUCTED, NO_MASK, pricePerCall, searchPromptOption } from "../declare.ts";
import type { Model } from "../provider.ts";

export interface Engine {
  readonly model: Model;
  /** The service's own name of the model. */
  readonly name: string;
  /** List prices in US dollars per million tokens, which is the same as millionths of a dollar per token. */
  readonly rates: { readonly input: number; readonly text: number; readonly image: number };
}

/** What a picture of one megapixel takes, in image tokens. From price lists of others, not from the service itself. */
const IMAGE_TOKENS = 1120;
/** The most that an instruction, the picture, its references and the model's thoughts add, as part of the image's price. */
const REST = 1.05;
const LEAST_SIDE = 256;

const COMMON = {
  ...HOSTED,
  operations: INSTRUCTED,
  image: {
    formats: ["png", "jpeg"],
    // Five of them in base64 fit the 20 MB that a whole request may have.
    maxBytes: 2_800_000,
    minSide: LEAST_SIDE,
    maxSide: 1024,
    minPixels: LEAST_SIDE * LEAST_SIDE,
    maxPixels: MEGAPIXEL,
    // Results come in eight fixed shapes only. Squares are sent, and a square is asked for.
    maxRatio: 1,
    multipleOf: 1,
    preferredPixels: MEGAPIXEL,
  },
  mask: NO_MASK,
  prompt: { use: "required", maxCharacters: 4_000 },
  options: [searchPromptOption(200, "Names the object to swap or recolor.")],
  execution: "sync",
  deadlineMillis: 240_000,
} as const satisfies Partial<Model>;

function engine(name: string, label: string, strength: string, maxReferences: number, rates: Engine["rates"]): Engine {
  const usd = (IMAGE_TOKENS * rates.image * REST) / 1_000_000;
  return {
    name,
    rates,
    model: {
      ...COMMON,
      id: `gemini/${name}`,
      name: label,
      description: `Follows an instruction, ${strength}. It is told what to change, but not where: mark closely.`,
      maxReferences,
      price: pricePerCall(usd),
    },
  };
}

/** In the order of the model picker. */
export const ENGINES: readonly Engine[] = [
  engine("gemini-nano-banana-2.1", "Nano Banana 2.1", "newest and cheapest", 2, { input: 1.5, text: 7.5, image: 30 }),
  engine("gemini-3.1-flash-image", "Gemini 3.1 Flash Image", "quickly", 2, { input: 0.5, text: 3, image: 60 }),
  engine("gemini-3-pro-image", "Gemini 3 Pro Image", "with the most care", 4, { input: 2, text: 12, image: 120 }),
];

/** The price of a call for which the service metered nothing. */
export const listMicroUsd = ({ rates }: Engine): number => Math.round(IMAGE_TOKENS * rates.image * REST);
