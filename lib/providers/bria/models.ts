import "server-only";
import { MEGAPIXEL } from "#lib/domain/pricing.ts";
import {
  guidanceOption,
  HOSTED,
  NO_MASK,
  negativePromptOption,
  pricePerCall,
  searchPromptOption,
  seedOption,
  stepsOption,
  whiteRepaints,
} from "../declare.ts";
import type { Model, ProviderCall } from "../provider.ts";
import { eraseBody, expandBody, fiboBody, fillBody, removeBackgroundBody, replaceBackgroundBody } from "./request.ts";

export interface Engine {
  readonly model: Model;
  /** Below the base URL. */
  readonly path: string;
  /** List price of a call, as far as it is known. */
  readonly usd: number;
  /** The JSON body of a call. */
  readonly body: (call: ProviderCall) => Readonly<Record<string, unknown>>;
}

const LEAST_SIDE = 256;

const COMMON = {
  ...HOSTED,
  image: {
    formats: ["png", "jpeg"],
    maxBytes: 10_000_000,
    minSide: LEAST_SIDE,
    maxSide: 2000,
    minPixels: LEAST_SIDE * LEAST_SIDE,
    maxPixels: 2000 * 2000,
    maxRatio: 3,
    multipleOf: 8,
    preferredPixels: MEGAPIXEL,
  },
  execution: "async",
  deadlineMillis: 300_000,
} as const satisfies Partial<Model>;

const MASK = whiteRepaints(10_000_000);
const PROMPT_CHARACTERS = 2_000;
const SEED = seedOption();
const AVOID = negativePromptOption(PROMPT_CHARACTERS);

/** In the order of the model picker. */
export const ENGINES: readonly Engine[] = [
  {
    path: "/v2/image/edit/gen_fill",
    usd: 0.04,
    body: fillBody,
    model: {
      ...COMMON,
      id: "bria/gen-fill",
      name: "Bria Generative Fill",
      description: "Paints what you describe in English into the marked region. Trained on licensed pictures only.",
      operations: ["inpaint"],
      mask: MASK,
      prompt: { use: "required", maxCharacters: PROMPT_CHARACTERS },
      options: [SEED, AVOID],
      price: pricePerCall(0.04),
    },
  },
  {
    path: "/v2/image/edit/erase",
    usd: 0.02,
    body: eraseBody,
    model: {
      ...COMMON,
      id: "bria/erase",
      name: "Bria Eraser",
      description: "Removes what you marked and continues the surroundings. It cannot follow a description.",
      operations: ["erase"],
      mask: MASK,
      prompt: { use: "ignored" },
      options: [],
      price: pricePerCall(0.02),
    },
  },
  {
    path: "/v2/image/edit/expand",
    usd: 0.04,
    body: expandBody,
    model: {
      ...COMMON,
      id: "bria/expand",
      name: "Bria Expand",
      description: "Extends the picture beyond its edges. Best where the picture stays a good part of the whole.",
      operations: ["outpaint"],
      mask: NO_MASK,
      prompt: { use: "optional", maxCharacters: PROMPT_CHARACTERS },
      options: [SEED, AVOID],
      // A canvas may have 5000 × 5000 pixels: the largest picture, and this much on each of two sides.
      outpaint: { by: "edges", maxPerSide: 1500 },
      price: pricePerCall(0.04),
    },
  },
  {
    path: "/v2/image/edit/remove_background",
    usd: 0.04,
    body: removeBackgroundBody,
    model: {
      ...COMMON,
      id: "bria/remove-background",
      name: "Bria Background Remover",
      description: "Keeps the subject and makes everything else transparent.",
      operations: ["remove-background"],
      mask: NO_MASK,
      prompt: { use: "ignored" },
      options: [],
      price: pricePerCall(0.04),
    },
  },
  {
    path: "/v2/image/edit/replace_background",
    usd: 0.04,
    body: replaceBackgroundBody,
    model: {
      ...COMMON,
      id: "bria/replace-background",
      name: "Bria Background Generator",
      description: "Finds the subject by itself and paints the background you describe in English behind it.",
      operations: ["replace-background"],
      mask: NO_MASK,
      prompt: { use: "required", maxCharacters: PROMPT_CHARACTERS },
      options: [SEED, AVOID],
      price: pricePerCall(0.04),
    },
  },
  {
    path: "/v2/image/edit",
    usd: 0.04,
    body: fiboBody,
    model: {
      ...COMMON,
      id: "bria/fibo-edit",
      name: "Bria FIBO Edit",
      description: "Follows an instruction in English, in the marked region or on the whole picture.",
      // It may answer in shapes of its own. A square is the one that is sure to come back as sent.
      image: { ...COMMON.image, maxRatio: 1 },
      operations: ["inpaint", "replace-object", "recolor", "restyle", "replace-background"],
      mask: { ...MASK, required: false },
      prompt: { use: "required", maxCharacters: PROMPT_CHARACTERS },
      options: [
        SEED,
        AVOID,
        searchPromptOption(200, "Names the object to swap or recolor, where none is marked."),
        stepsOption(20, 50),
        guidanceOption(3, 5, 1),
      ],
      price: pricePerCall(0.04),
    },
  },
];
