import "server-only";
import { MEGAPIXEL, tokensForUsd } from "#lib/domain/pricing.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import { fractionOption, HOSTED, NO_MASK, negativePromptOption, pricePerCall, seedOption } from "../declare.ts";
import type { Model } from "../provider.ts";
import { AS_JOB, type Endpoint, IDEOGRAM_3, SIZES, seedOf } from "./endpoint.ts";
import { MAGIC_PROMPT, magicPromptOf, STYLE_OPTIONS, styleOf } from "./styles.ts";

const COMMON = {
  ...HOSTED,
  mask: NO_MASK,
  execution: "async",
  deadlineMillis: 180_000,
} as const satisfies Partial<Model>;

/**
 * Every size that obeys these is one of those Ideogram 3.0 paints in, so that the answer has the shape of what was
 * sent: it paints in no other.
 */
const IDEOGRAM_3_SIZES: ImageRules = {
  formats: ["png", "jpeg"],
  maxBytes: 25_000_000,
  minSide: 640,
  maxSide: 1536,
  minPixels: 983_040,
  maxPixels: MEGAPIXEL,
  maxRatio: 2.4,
  multipleOf: 64,
  preferredPixels: MEGAPIXEL,
};

export const REMIX: Endpoint = {
  path: "/v2/image/remix/ideogram-3",
  usd: IDEOGRAM_3.usd,
  fields: (call) => {
    const style = styleOf(call);
    const { negativePrompt, strength } = call.options;
    return {
      values: {
        prompt: call.prompt,
        resolution: `${call.width}x${call.height}`,
        rendering_speed: IDEOGRAM_3.qualityOf(call),
        ...style.values,
        ...magicPromptOf(call),
        ...(negativePrompt !== undefined && { negative_prompt: negativePrompt }),
        // 100 keeps closest to the picture, 1 leaves it furthest behind.
        ...(strength !== undefined && { image_weight: Math.round(100 - 99 * Number(strength)) }),
        ...seedOf(call),
        ...AS_JOB,
      },
      pictures: { style_reference_images: style.references },
      warnings: style.warnings,
    };
  },
  model: {
    ...COMMON,
    id: "ideogram/remix",
    name: "Ideogram 3.0 Remix",
    description: "Paints the picture anew after your description, in many styles or in that of a picture you add.",
    operations: ["restyle"],
    image: IDEOGRAM_3_SIZES,
    maxReferences: 3,
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [
      IDEOGRAM_3.option,
      fractionOption("strength", "Strength"),
      ...STYLE_OPTIONS,
      MAGIC_PROMPT,
      negativePromptOption(2_000),
      seedOption(),
    ],
    price: IDEOGRAM_3.price,
  },
};

/** Always a job. It finds the subject itself. */
export const REPLACE_BACKGROUND: Endpoint = {
  path: "/v2/image/replace-background/ideogram-3",
  usd: IDEOGRAM_3.usd,
  fields: (call) => ({ values: { prompt: call.prompt, rendering_speed: IDEOGRAM_3.qualityOf(call) } }),
  model: {
    ...COMMON,
    id: "ideogram/replace-background",
    name: "Ideogram 3.0 Replace Background",
    description: "Finds the subject by itself and paints the background you describe behind it.",
    operations: ["replace-background"],
    image: IDEOGRAM_3_SIZES,
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [IDEOGRAM_3.option],
    price: IDEOGRAM_3.price,
  },
};

const REMOVE_BACKGROUND_USD = 0.01;

export const REMOVE_BACKGROUND: Endpoint = {
  path: "/v2/image/remove-background/ideogram-1",
  usd: () => REMOVE_BACKGROUND_USD,
  fields: () => ({ values: AS_JOB }),
  model: {
    ...COMMON,
    id: "ideogram/remove-background",
    name: "Ideogram Remove Background",
    description: "Finds the subject by itself and makes everything else transparent.",
    operations: ["remove-background"],
    image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 25_000_000 },
    prompt: { use: "ignored" },
    options: [],
    price: pricePerCall(REMOVE_BACKGROUND_USD),
  },
};

/** Of every million pixels of the result. */
const UPSCALE_USD = 0.03;
/** It knows 2, 4 and 8; more than 2 would cost four times as much for a picture that can be enlarged again. */
const UPSCALE_FACTOR = 2;

const upscaleUsd = (pixels: number): number => (pixels * UPSCALE_FACTOR ** 2 * UPSCALE_USD) / 1_000_000;

export const UPSCALE: Endpoint = {
  path: "/v2/image/upscale/topaz-standard-2",
  usd: ({ width, height }) => upscaleUsd(width * height),
  fields: () => ({ values: { upscale_factor: `x${UPSCALE_FACTOR}`, ...AS_JOB } }),
  model: {
    ...COMMON,
    id: "ideogram/upscale",
    name: "Topaz Standard on Ideogram",
    description: "Makes the picture up to twice as wide and sharper, and stays close to it.",
    operations: ["upscale"],
    image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 50_000_000 },
    prompt: { use: "ignored" },
    options: [],
    upscale: { maxFactor: UPSCALE_FACTOR, maxResultPixels: SIZES.maxPixels * UPSCALE_FACTOR ** 2 },
    price: { baseTokens: 0, tokensPerMegapixel: tokensForUsd(upscaleUsd(MEGAPIXEL)) },
    deadlineMillis: 600_000,
  },
};
