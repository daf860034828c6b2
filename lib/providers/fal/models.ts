import "server-only";
import { MEGAPIXEL, tokensForUsd } from "#lib/domain/pricing.ts";
import { fluxPictures, HOSTED, seedOption, whiteRepaints } from "../declare.ts";
import { dataUri } from "../http/body.ts";
import type { Model, ProviderCall } from "../provider.ts";

export interface Engine {
  readonly model: Model;
  /** Below the base URL. */
  readonly path: string;
  /** The JSON body of a call. */
  input(call: ProviderCall): Readonly<Record<string, unknown>>;
  /** Its list price, null where that is not known. */
  costMicroUsd(call: ProviderCall): number | null;
}

const USD_PER_MEGAPIXEL = 0.05;

const COMMON = {
  ...HOSTED,
  image: fluxPictures(6_000_000),
  mask: whiteRepaints(6_000_000),
  execution: "async",
  price: { baseTokens: 0, tokensPerMegapixel: tokensForUsd(USD_PER_MEGAPIXEL) },
  deadlineMillis: 300_000,
} as const satisfies Partial<Model>;

/** It answers JPEG unless asked; the result is to be exact. */
const EXACT = { output_format: "png" };

const FILL: Engine = {
  path: "/fal-ai/flux-pro/v1/fill",
  // Settings have the same names there as here.
  input: (call) => ({ ...EXACT, ...pictureAndMask(call), ...call.options, prompt: call.prompt }),
  costMicroUsd: ({ width, height }) =>
    Math.round(Math.ceil((width * height) / MEGAPIXEL) * USD_PER_MEGAPIXEL * 1_000_000),
  model: {
    ...COMMON,
    id: "fal/flux-fill",
    name: "FLUX.1 Fill [pro] on fal.ai",
    description: "Paints what you describe into the marked region.",
    operations: ["inpaint"],
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [seedOption()],
  },
};

const ERASE: Engine = {
  path: "/fal-ai/flux-pro/v1/erase",
  // It would grow the mask by ten pixels. It is grown already.
  input: (call) => ({ ...EXACT, ...pictureAndMask(call), dilate_pixels: 0 }),
  costMicroUsd: () => null,
  model: {
    ...COMMON,
    id: "fal/flux-erase",
    name: "FLUX Erase on fal.ai",
    description: "Removes what you marked and rebuilds what was behind it. It cannot follow a description.",
    operations: ["erase"],
    prompt: { use: "ignored" },
    options: [],
  },
};

/** In the order of the model picker. */
export const ENGINES: readonly Engine[] = [FILL, ERASE];

function pictureAndMask({ image, mask }: ProviderCall) {
  return { image_url: dataUri(image), mask_url: dataUri({ bytes: mask ?? new Uint8Array(0), format: "png" }) };
}
