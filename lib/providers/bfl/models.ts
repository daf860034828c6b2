import "server-only";
import type { ModelOption } from "#lib/domain/model-option.ts";
import { MEGAPIXEL, tokensForUsd } from "#lib/domain/pricing.ts";
import {
  fluxPictures,
  guidanceOption,
  HOSTED,
  INSTRUCTED,
  NO_MASK,
  searchPromptOption,
  seedOption,
  stepsOption,
  whiteRepaints,
} from "../declare.ts";
import type { Model } from "../provider.ts";

export interface Engine {
  readonly model: Model;
  /** Below the base URL. */
  readonly path: string;
  /** List price of a started megapixel, for where an answer does not tell what it cost. */
  readonly usdPerMegapixel: number;
}

const COMMON = {
  ...HOSTED,
  image: fluxPictures(10_000_000),
  execution: "async",
  deadlineMillis: 300_000,
} as const satisfies Partial<Model>;

const MASK = whiteRepaints(10_000_000);
const PROMPT_CHARACTERS = 2_000;
const SEED = seedOption();
const FILL_OPTIONS = [SEED, stepsOption(15, 50), guidanceOption(1.5, 100, 0.5)];

const perMegapixel = (usd: number) => ({ baseTokens: 0, tokensPerMegapixel: tokensForUsd(usd) });

const FILL: Engine = {
  path: "/v1/flux-pro-1.0-fill",
  usdPerMegapixel: 0.05,
  model: {
    ...COMMON,
    id: "bfl/fill",
    name: "FLUX.1 Fill [pro]",
    description:
      "Paints what you describe into the marked region, and continues the surroundings where you describe nothing.",
    operations: ["inpaint"],
    mask: MASK,
    prompt: { use: "optional", maxCharacters: PROMPT_CHARACTERS },
    options: FILL_OPTIONS,
    price: perMegapixel(0.05),
  },
};

const ERASE: Engine = {
  path: "/v1/flux-tools/erase-v1",
  usdPerMegapixel: 0.05,
  model: {
    ...COMMON,
    id: "bfl/erase",
    name: "FLUX Erase",
    description: "Removes what you marked and rebuilds what was behind it. It cannot follow a description.",
    operations: ["erase"],
    mask: MASK,
    prompt: { use: "ignored" },
    options: [],
    price: perMegapixel(0.05),
  },
};

const EXPAND: Engine = {
  path: "/v1/flux-pro-1.0-expand",
  usdPerMegapixel: 0.05,
  model: {
    ...COMMON,
    id: "bfl/expand",
    name: "FLUX.1 Expand [pro]",
    description: "Extends the picture beyond its edges by up to 2048 pixels on each side.",
    operations: ["outpaint"],
    mask: NO_MASK,
    prompt: { use: "optional", maxCharacters: PROMPT_CHARACTERS },
    options: FILL_OPTIONS,
    outpaint: { by: "edges", maxPerSide: 2048 },
    price: perMegapixel(0.05),
  },
};

/** Models that read an instruction and see no mask: where they change the picture outside of it, the app undoes it. */
const INSTRUCTED_MODEL = {
  ...COMMON,
  operations: INSTRUCTED,
  mask: NO_MASK,
  prompt: { use: "required", maxCharacters: PROMPT_CHARACTERS },
} as const satisfies Partial<Model>;

const SEARCH = searchPromptOption(200, "Names the object to swap or recolor.");

function kontext(tier: "pro" | "max", usd: number, strength: string): Engine {
  return {
    path: `/v1/flux-kontext-${tier}`,
    usdPerMegapixel: usd,
    model: {
      ...INSTRUCTED_MODEL,
      id: `bfl/kontext-${tier}`,
      name: `FLUX.1 Kontext [${tier}]`,
      description: `Follows an instruction, ${strength}. It is told what to change, but not where: mark closely.`,
      // It answers in shapes of its own, one megapixel large. A square is the one that is sure to come back as sent.
      image: { ...COMMON.image, maxRatio: 1, maxSide: 1024, maxPixels: MEGAPIXEL },
      options: [SEED, SEARCH],
      maxReferences: 3,
      price: perMegapixel(usd),
    },
  };
}

function flux2(
  tier: "pro" | "max" | "flex",
  usd: number,
  strength: string,
  options: readonly ModelOption[] = [],
): Engine {
  return {
    path: `/v1/flux-2-${tier}`,
    usdPerMegapixel: usd,
    model: {
      ...INSTRUCTED_MODEL,
      id: `bfl/flux-2-${tier}`,
      name: `FLUX.2 [${tier}]`,
      description: `Follows an instruction, ${strength}. It is told what to change, but not where: mark closely.`,
      options: [SEED, ...options, SEARCH],
      maxReferences: 7,
      price: perMegapixel(usd),
    },
  };
}

const FLEX_OPTIONS = [stepsOption(1, 50), guidanceOption(1.5, 10, 0.5)];

/** In the order of the model picker. */
export const ENGINES: readonly Engine[] = [
  FILL,
  ERASE,
  EXPAND,
  flux2("pro", 0.045, "with a good balance of speed and quality"),
  flux2("max", 0.1, "at its best quality"),
  flux2("flex", 0.12, "with steps and guidance for you to set", FLEX_OPTIONS),
  kontext("pro", 0.04, "quickly"),
  kontext("max", 0.08, "with more care"),
];
