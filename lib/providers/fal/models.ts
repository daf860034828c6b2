import "server-only";
import { MEGAPIXEL, tokensForUsd } from "#lib/domain/pricing.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import { fluxPictures, HOSTED, NO_MASK, pricePerCall, seedOption, whiteRepaints } from "../declare.ts";
import { dataUri } from "../http/body.ts";
import type { Model, ProviderCall } from "../provider.ts";

export interface Engine {
  readonly model: Model;
  /** Below the base URL. */
  readonly path: string;
  /** The JSON body of a call. */
  input(call: ProviderCall): Readonly<Record<string, unknown>>;
  /** Its list price in dollars. */
  usd(call: ProviderCall): number;
}

const COMMON = {
  ...HOSTED,
  image: fluxPictures(6_000_000),
  mask: whiteRepaints(6_000_000),
  execution: "async",
  deadlineMillis: 300_000,
} as const satisfies Partial<Model>;

/** It answers JPEG unless asked; the result is to be exact. */
const EXACT = { output_format: "png" };

const megapixelsOf = ({ width, height }: ProviderCall) => Math.ceil((width * height) / MEGAPIXEL);

const FILL_USD_PER_MEGAPIXEL = 0.05;

const FILL: Engine = {
  path: "/fal-ai/flux-pro/v1/fill",
  // Settings have the same names there as here.
  input: (call) => ({ ...EXACT, ...pictureAndMask(call), ...call.options, prompt: call.prompt }),
  usd: (call) => megapixelsOf(call) * FILL_USD_PER_MEGAPIXEL,
  model: {
    ...COMMON,
    id: "fal/flux-fill",
    name: "FLUX.1 Fill [pro] on fal.ai",
    description: "Paints what you describe into the marked region.",
    operations: ["inpaint"],
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [seedOption()],
    price: { baseTokens: 0, tokensPerMegapixel: tokensForUsd(FILL_USD_PER_MEGAPIXEL) },
  },
};

/** The first megapixel it makes, each further one, and each that it reads, of which it counts three at least. */
const ERASE_USD = { first: 0.03, further: 0.004, read: 0.004, leastRead: 3 };

const ERASE: Engine = {
  path: "/fal-ai/flux-pro/v1/erase",
  // It would grow the mask by ten pixels. It is grown already.
  input: (call) => ({ ...EXACT, ...pictureAndMask(call), dilate_pixels: 0 }),
  usd: (call) => {
    const megapixels = megapixelsOf(call);
    const { first, further, read, leastRead } = ERASE_USD;
    return first + further * (megapixels - 1) + read * Math.max(leastRead, megapixels);
  },
  model: {
    ...COMMON,
    id: "fal/flux-erase",
    name: "FLUX Erase on fal.ai",
    description: "Removes what you marked and rebuilds what was behind it. It cannot follow a description.",
    operations: ["erase"],
    prompt: { use: "ignored" },
    options: [],
    price: { baseTokens: 4, tokensPerMegapixel: 1 },
  },
};

const CUT_OUT_USD = 0.018;
const CUT_OUT_PICTURES: ImageRules = {
  ...fluxPictures(6_000_000),
  minSide: 64,
  minPixels: 64 * 64,
  maxRatio: 4,
  multipleOf: 1,
  preferredPixels: 4_000_000,
};

const CUT_OUT: Engine = {
  path: "/fal-ai/bria/background/remove",
  input: ({ image }) => ({ image_url: dataUri(image) }),
  usd: () => CUT_OUT_USD,
  model: {
    ...COMMON,
    id: "fal/bria-rmbg",
    name: "Bria RMBG 2.0 on fal.ai",
    description: "Finds the subject by itself and makes everything else transparent.",
    operations: ["remove-background"],
    image: CUT_OUT_PICTURES,
    mask: NO_MASK,
    prompt: { use: "ignored" },
    options: [],
    price: pricePerCall(CUT_OUT_USD),
  },
};

/** In the order of the model picker. */
export const ENGINES: readonly Engine[] = [FILL, ERASE, CUT_OUT];

function pictureAndMask({ image, mask }: ProviderCall) {
  return { image_url: dataUri(image), mask_url: dataUri({ bytes: mask ?? new Uint8Array(0), format: "png" }) };
}
