import "server-only";
import { fractionOption, NO_MASK } from "../declare.ts";
import { endpoint } from "./endpoint.ts";
import { GREY_MASK, MAX_TEXT_CHARACTERS, MODERATE_RATIO, pictureRules } from "./limits.ts";
import { GROW_FOUND_MASK, NEGATIVE_PROMPT, SEED, STYLE_PRESET, text } from "./options.ts";

const PROMPT_REQUIRED = { use: "required", maxCharacters: MAX_TEXT_CHARACTERS } as const;
const MASKED = { image: pictureRules({ hasMask: true }), mask: GREY_MASK };
const UNMASKED = { image: pictureRules({}, MODERATE_RATIO), mask: NO_MASK };

/** By default the service grows the mask by five pixels and blurs it. The edge is ours, already grown and softened. */
const KEEP_OUR_EDGE = { grow_mask: 0 };

export const INPAINT = endpoint({
  path: "edit/inpaint",
  credits: 5,
  model: {
    id: "stability/inpaint",
    name: "Stability inpaint",
    description: "Paints what you describe into the marked region. Understands English only.",
    operations: ["inpaint"],
    ...MASKED,
    prompt: PROMPT_REQUIRED,
    options: [SEED, NEGATIVE_PROMPT, STYLE_PRESET],
  },
  fields: ({ image, mask, prompt, options }) => ({
    image,
    mask: mask ? { bytes: mask, format: "png" } : undefined,
    ...KEEP_OUR_EDGE,
    prompt,
    negative_prompt: options.negativePrompt,
    style_preset: options.stylePreset,
    seed: options.seed,
  }),
});

export const ERASE = endpoint({
  path: "edit/erase",
  credits: 5,
  model: {
    id: "stability/erase",
    name: "Stability erase",
    description: "Removes what you marked and continues the surroundings. Cannot follow a description.",
    operations: ["erase"],
    ...MASKED,
    prompt: { use: "ignored" },
    options: [SEED],
  },
  fields: ({ image, mask, options }) => ({
    image,
    mask: mask ? { bytes: mask, format: "png" } : undefined,
    ...KEEP_OUR_EDGE,
    seed: options.seed,
  }),
});

export const OUTPAINT = endpoint({
  path: "edit/outpaint",
  credits: 4,
  model: {
    id: "stability/outpaint",
    name: "Stability outpaint",
    description:
      "Extends the picture beyond its edges; looks best where no side grows by more than the picture's own size.",
    operations: ["outpaint"],
    ...UNMASKED,
    prompt: { use: "optional", maxCharacters: MAX_TEXT_CHARACTERS },
    options: [
      SEED,
      STYLE_PRESET,
      fractionOption("creativity", "Creativity", { hint: "How freely it invents what lies beyond." }),
    ],
    outpaint: { by: "edges", maxPerSide: 2_000 },
  },
  fields: ({ image, expand, prompt, options }) => ({
    image,
    left: expand?.left,
    right: expand?.right,
    up: expand?.top,
    down: expand?.bottom,
    prompt: prompt || undefined,
    creativity: options.creativity,
    style_preset: options.stylePreset,
    seed: options.seed,
  }),
});

export const SEARCH_AND_REPLACE = endpoint({
  path: "edit/search-and-replace",
  credits: 5,
  model: {
    id: "stability/search-and-replace",
    name: "Stability search and replace",
    description: "Finds what you name and paints something else in its place. Understands English only.",
    operations: ["replace-object"],
    ...UNMASKED,
    prompt: PROMPT_REQUIRED,
    options: [
      text("searchPrompt", "Find", "What to replace, in a word or two of English.", true),
      SEED,
      NEGATIVE_PROMPT,
      STYLE_PRESET,
      GROW_FOUND_MASK,
    ],
  },
  fields: ({ image, prompt, options }) => ({
    image,
    prompt,
    search_prompt: options.searchPrompt,
    negative_prompt: options.negativePrompt,
    style_preset: options.stylePreset,
    grow_mask: options.growMask,
    seed: options.seed,
  }),
});

export const SEARCH_AND_RECOLOR = endpoint({
  path: "edit/search-and-recolor",
  credits: 5,
  model: {
    id: "stability/search-and-recolor",
    name: "Stability search and recolor",
    description: "Finds what you name and gives it the colour you describe. Understands English only.",
    operations: ["recolor"],
    ...UNMASKED,
    prompt: PROMPT_REQUIRED,
    options: [
      text("searchPrompt", "Find", "What to recolor, in a word or two of English.", true),
      SEED,
      NEGATIVE_PROMPT,
      STYLE_PRESET,
      GROW_FOUND_MASK,
    ],
  },
  fields: ({ image, prompt, options }) => ({
    image,
    prompt,
    select_prompt: options.searchPrompt,
    negative_prompt: options.negativePrompt,
    style_preset: options.stylePreset,
    grow_mask: options.growMask,
    seed: options.seed,
  }),
});
