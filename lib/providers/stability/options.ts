import "server-only";
import type { TextOption } from "#lib/domain/model-option.ts";
import { choiceOption, numberOption, seedOption } from "../declare.ts";
import { MAX_TEXT_CHARACTERS } from "./limits.ts";

export const SEED = seedOption(4_294_967_294, "The same seed gives the same result; 0 picks one at random.");

export const NEGATIVE_PROMPT = text("negativePrompt", "Avoid", "What should not be there, in English.");

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

export const STYLE_PRESET = choiceOption("stylePreset", "Style", STYLES);

/** Only where the service finds the object by itself: it draws that mask, so only it can widen it. */
export const GROW_FOUND_MASK = numberOption("growMask", "Grow the found region", {
  hint: "Pixels around what was found that may change too.",
  min: 0,
  max: 20,
});

export function text(name: string, label: string, hint: string, required = false): TextOption {
  return { type: "text", name, label, hint, maxCharacters: MAX_TEXT_CHARACTERS, ...(required && { required }) };
}
