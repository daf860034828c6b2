import "server-only";
import type { ImageRules } from "#lib/domain/window.ts";
import {
  fluxPictures,
  guidanceOption,
  HOSTED,
  pricePerCall,
  seedOption,
  stepsOption,
  whiteRepaints,
} from "../declare.ts";
import { dataUri } from "../http/body.ts";
import type { Model, ProviderCall } from "../provider.ts";

export interface Listed {
  readonly model: Model;
  /** `<owner>/<name>` there. */
  readonly source: string;
  /** List price of a call, null where that is not known. */
  readonly usd: number | null;
  /** The fields of its input. */
  input(call: ProviderCall): Readonly<Record<string, unknown>>;
}

const COMMON = {
  ...HOSTED,
  operations: ["inpaint"],
  mask: whiteRepaints(6_000_000),
  prompt: { use: "required", maxCharacters: 2_000 },
  execution: "async",
  price: pricePerCall(0.05),
  deadlineMillis: 300_000,
} as const satisfies Partial<Model>;

/** Both answer a lossy format unless asked; the result is to be exact. */
const EXACT = { output_format: "png" };

const FLUX_FILL_PRO: Listed = {
  source: "black-forest-labs/flux-fill-pro",
  usd: 0.05,
  // Settings have the same names there as here.
  input: (call) => ({ ...EXACT, ...call.options, ...pictureAndMask(call), prompt: call.prompt }),
  model: {
    ...COMMON,
    id: "replicate/flux-fill-pro",
    name: "FLUX.1 Fill [pro] on Replicate",
    description: "Paints what you describe into the marked region.",
    image: fluxPictures(6_000_000),
    options: [seedOption(), stepsOption(15, 50)],
  },
};

/** Larger pictures are scaled down to this before it works on them. */
const DEV_PICTURES: ImageRules = { ...fluxPictures(6_000_000), maxSide: 1440, maxPixels: 1440 * 1440 };

const FLUX_FILL_DEV: Listed = {
  source: "black-forest-labs/flux-fill-dev",
  usd: null,
  input: ({ options: { seed, steps, guidance }, ...call }) => ({
    ...EXACT,
    // Otherwise it answers about one megapixel, whatever the picture's size.
    megapixels: "match_input",
    num_outputs: 1,
    ...pictureAndMask(call),
    prompt: call.prompt,
    ...(seed !== undefined && { seed }),
    ...(steps !== undefined && { num_inference_steps: steps }),
    ...(guidance !== undefined && { guidance }),
  }),
  model: {
    ...COMMON,
    id: "replicate/flux-fill-dev",
    name: "FLUX.1 Fill [dev] on Replicate",
    description: "Paints what you describe into the marked region; rougher than [pro], with more settings.",
    image: DEV_PICTURES,
    options: [seedOption(), stepsOption(1, 50), guidanceOption(0, 100, 0.5)],
  },
};

/** Another model is another row: its input in its own words, its mask's polarity in its `Model`. */
export const LISTED: readonly Listed[] = [FLUX_FILL_PRO, FLUX_FILL_DEV];

function pictureAndMask({ image, mask }: Pick<ProviderCall, "image" | "mask">) {
  return { image: dataUri(image), mask: dataUri({ bytes: mask ?? new Uint8Array(0), format: "png" }) };
}
