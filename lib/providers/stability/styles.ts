import "server-only";
import { fractionOption, NO_MASK } from "../declare.ts";
import { endpoint } from "./endpoint.ts";
import { MAX_TEXT_CHARACTERS, MODERATE_RATIO, ONE_MEGAPIXEL_RESULT, pictureRules } from "./limits.ts";
import { NEGATIVE_PROMPT, SEED, STYLE_PRESET } from "./options.ts";

export const STYLE = endpoint({
  path: "control/style",
  credits: 5,
  model: {
    id: "stability/style",
    name: "Stability style",
    description: "Paints what you describe in the style of the photo; keeps its look, not what it shows.",
    operations: ["restyle"],
    // The result has one of nine fixed shapes. Only a square is sure to fit every window without being distorted.
    image: pictureRules({}, { ...ONE_MEGAPIXEL_RESULT, maxRatio: 1 }),
    mask: NO_MASK,
    prompt: { use: "required", maxCharacters: MAX_TEXT_CHARACTERS },
    options: [
      SEED,
      NEGATIVE_PROMPT,
      STYLE_PRESET,
      fractionOption("fidelity", "Likeness", { hint: "How closely the result follows the photo's style." }),
    ],
  },
  fields: ({ image, prompt, options }) => ({
    image,
    aspect_ratio: "1:1",
    prompt,
    negative_prompt: options.negativePrompt,
    fidelity: options.fidelity,
    style_preset: options.stylePreset,
    seed: options.seed,
  }),
});

export const STYLE_TRANSFER = endpoint({
  path: "control/style-transfer",
  credits: 8,
  model: {
    id: "stability/style-transfer",
    name: "Stability style transfer",
    description: "Repaints the photo in the style of a second picture, which you have to add.",
    operations: ["restyle"],
    image: pictureRules({ pictures: 2 }, { ...ONE_MEGAPIXEL_RESULT, ...MODERATE_RATIO }),
    mask: NO_MASK,
    prompt: { use: "optional", maxCharacters: MAX_TEXT_CHARACTERS },
    options: [
      SEED,
      NEGATIVE_PROMPT,
      fractionOption("strength", "Strength", { hint: "How much of the photo may change.", min: 0.1 }),
      fractionOption("styleStrength", "Style strength", {
        hint: "How strongly the second picture's style is applied.",
      }),
      fractionOption("compositionFidelity", "Keep the composition", {
        hint: "How closely the photo's layout is followed.",
      }),
    ],
    minReferences: 1,
    maxReferences: 1,
  },
  fields: ({ image, references: [style], prompt, options }) => ({
    init_image: image,
    style_image: style,
    prompt: prompt || undefined,
    negative_prompt: options.negativePrompt,
    change_strength: options.strength,
    style_strength: options.styleStrength,
    composition_fidelity: options.compositionFidelity,
    seed: options.seed,
  }),
});
