import "server-only";
import type { ModelOption, NumberOption, TextOption } from "#lib/domain/model-option.ts";
import { MAX_TEXT_CHARACTERS } from "./limits.ts";

export const SEED: ModelOption = {
  type: "number",
  name: "seed",
  label: "Seed",
  hint: "The same seed gives the same result; 0 picks one at random.",
  min: 0,
  max: 4_294_967_294,
  step: 1,
  default: null,
};

export const NEGATIVE_PROMPT: ModelOption = text("negativePrompt", "Avoid", "What should not be there, in English.");

const STYLES = {
  enhance: "Enhance",
  anime: "Anime",
  photographic: "Photographic",
  "digital-art": "Digital art",
  "comic-book": "Comic book",
  "fantasy-art": "Fantasy art",
  "line-art": "Line art",
  "analog-film": "Analog film",
  "neon-punk": "Neon punk",
  isometric: "Isometric",
  "low-poly": "Low poly",
  origami: "Origami",
  "modeling-compound": "Modeling compound",
  cinematic: "Cinematic",
  "3d-model": "3D model",
  "pixel-art": "Pixel art",
  "tile-texture": "Tile texture",
} as const;

export const STYLE_PRESET: ModelOption = {
  type: "choice",
  name: "stylePreset",
  label: "Style",
  choices: Object.entries(STYLES).map(([value, label]) => ({ value, label })),
  default: null,
};

/** Only where the service finds the object by itself: it draws that mask, so only it can widen it. */
export const GROW_FOUND_MASK: ModelOption = {
  type: "number",
  name: "growMask",
  label: "Grow the found region",
  hint: "Pixels around what was found that may change too.",
  min: 0,
  max: 20,
  step: 1,
  default: null,
};

/** A setting between 0 and 1 in hundredths; the service's own default holds unless it is set. */
export function fraction(
  name: string,
  label: string,
  { hint, min = 0, max = 1 }: { hint?: string; min?: number; max?: number } = {},
): NumberOption {
  return { type: "number", name, label, ...(hint && { hint }), min, max, step: 0.01, default: null };
}

export function text(name: string, label: string, hint: string, required = false): TextOption {
  return { type: "text", name, label, hint, maxCharacters: MAX_TEXT_CHARACTERS, ...(required && { required }) };
}
