import "server-only";
import { MEGAPIXEL } from "#lib/domain/pricing.ts";
import { fractionOption, NO_MASK } from "../declare.ts";
import { endpoint } from "./endpoint.ts";
import { MAX_TEXT_CHARACTERS, MODERATE_RATIO, pictureRules } from "./limits.ts";
import { NEGATIVE_PROMPT, SEED, STYLE_PRESET } from "./options.ts";

const DESCRIBED = {
  operations: ["upscale"],
  mask: NO_MASK,
  prompt: { use: "required", maxCharacters: MAX_TEXT_CHARACTERS },
} as const;

/** None of them is told a factor: each answers in its own size, which the pipeline brings to what was asked. */
export const UPSCALE_FAST = endpoint({
  path: "upscale/fast",
  credits: 2,
  model: {
    id: "stability/upscale-fast",
    name: "Stability fast upscaler",
    description: "Makes pictures of up to one megapixel four times as wide, in about a second.",
    operations: ["upscale"],
    image: pictureRules(
      {},
      { minSide: 32, maxSide: 1_536, minPixels: 1_024, maxPixels: 1_048_576, maxRatio: 1_536 / 32 },
    ),
    mask: NO_MASK,
    prompt: { use: "ignored" },
    options: [],
    upscale: { maxFactor: 4, maxResultPixels: 16 * MEGAPIXEL },
  },
  fields: ({ image }) => ({ image }),
});

export const UPSCALE_CONSERVATIVE = endpoint({
  path: "upscale/conservative",
  credits: 40,
  model: {
    id: "stability/upscale-conservative",
    name: "Stability conservative upscaler",
    description: "Enlarges to up to four megapixels and changes as little as it can; wants the picture described.",
    ...DESCRIBED,
    image: pictureRules({}, MODERATE_RATIO),
    options: [SEED, NEGATIVE_PROMPT, fractionOption("creativity", "Creativity", { min: 0.2, max: 0.5 })],
    upscale: { maxFactor: 8, maxResultPixels: 4 * MEGAPIXEL },
  },
  fields: ({ image, prompt, options }) => ({
    image,
    prompt,
    negative_prompt: options.negativePrompt,
    creativity: options.creativity,
    seed: options.seed,
  }),
});

/** Not confirmed: how large its results are. No more is asked of it than of the conservative one. */
export const UPSCALE_CREATIVE = endpoint({
  path: "upscale/creative",
  credits: 60,
  model: {
    id: "stability/upscale-creative",
    name: "Stability creative upscaler",
    description: "Enlarges poor, small pictures and invents the detail they lack; wants the picture described.",
    ...DESCRIBED,
    image: pictureRules({}, { maxPixels: 1_048_576 }),
    options: [SEED, NEGATIVE_PROMPT, STYLE_PRESET, fractionOption("creativity", "Creativity", { min: 0.1, max: 0.5 })],
    upscale: { maxFactor: 8, maxResultPixels: 4 * MEGAPIXEL },
    execution: "async",
  },
  fields: ({ image, prompt, options }) => ({
    image,
    prompt,
    negative_prompt: options.negativePrompt,
    creativity: options.creativity,
    style_preset: options.stylePreset,
    seed: options.seed,
  }),
});
