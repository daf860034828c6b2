import "server-only";
import type { ModelOption } from "#lib/domain/model-option.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import {
  choiceOption,
  fractionOption,
  HOSTED,
  NO_MASK,
  negativePromptOption,
  pricePerCall,
  seedOption,
  whiteRepaints,
} from "../declare.ts";
import type { Model } from "../provider.ts";
import { STYLE_OPTIONS } from "./styles.ts";

/** A model and how it is called. */
export interface Endpoint {
  readonly model: Model;
  /** Below `/images/`. */
  readonly path: string;
  /** List price of one picture. */
  readonly usd: number;
  /** Takes `model` and a style. */
  readonly isStyled: boolean;
}

/**
 * Sides and pixels as documented; 5 MB is the smaller of two documented limits. No ratio is documented beyond what the
 * sides allow. A window of one megapixel always fits as PNG.
 */
const IMAGE: ImageRules = {
  formats: ["png", "jpeg"],
  maxBytes: 5_000_000,
  minSide: 256,
  maxSide: 4096,
  minPixels: 256 * 256,
  maxPixels: 16_000_000,
  maxRatio: 16,
  multipleOf: 1,
  preferredPixels: 1024 * 1024,
};

/** Every pixel must be black or white; how the edge of what it paints blends is not documented, so it is ours. */
const WHITE_IS_PAINTED = whiteRepaints(5_000_000);

const PROMPT: Model["prompt"] = { use: "required", maxCharacters: 1_000 };

const NEGATIVE_PROMPT = negativePromptOption(1_000);

const PAINTER_OPTIONS: readonly ModelOption[] = [
  ...STYLE_OPTIONS,
  choiceOption("styleMatch", "Style match", { regular: "Regular", precise: "Precise", flexible: "Flexible" }),
  choiceOption("creativity", "Creativity", { simple: "Simple", standard: "Standard", eccentric: "Eccentric" }),
  NEGATIVE_PROMPT,
  seedOption(4_294_967_295),
];

type Varying = "id" | "name" | "description" | "operations";

function endpoint(
  { path, usd, isStyled = false }: { path: string; usd: number; isStyled?: boolean },
  model: Pick<Model, Varying> & Partial<Model>,
): Endpoint {
  return {
    path,
    usd,
    isStyled,
    model: {
      ...HOSTED,
      image: IMAGE,
      mask: NO_MASK,
      prompt: { use: "ignored" },
      options: [],
      execution: "sync",
      price: pricePerCall(usd),
      deadlineMillis: 180_000,
      ...model,
    },
  };
}

export const ENDPOINTS: readonly Endpoint[] = [
  endpoint(
    { path: "eraseRegion", usd: 0.002 },
    {
      id: "recraft/erase",
      name: "Recraft eraser",
      description: "Removes what you marked and fills it from its surroundings; it follows no description.",
      operations: ["erase"],
      mask: WHITE_IS_PAINTED,
    },
  ),
  endpoint(
    { path: "inpaint", usd: 0.04, isStyled: true },
    {
      id: "recraft/inpaint",
      name: "Recraft V3",
      description: "Paints what you describe into the marked region, in one of many styles.",
      operations: ["inpaint"],
      mask: WHITE_IS_PAINTED,
      prompt: PROMPT,
      options: PAINTER_OPTIONS,
    },
  ),
  endpoint(
    { path: "replaceBackground", usd: 0.04, isStyled: true },
    {
      id: "recraft/replace-background",
      name: "Recraft background",
      description: "Finds the subject by itself and paints the background you describe behind it.",
      operations: ["replace-background"],
      prompt: PROMPT,
      options: PAINTER_OPTIONS,
    },
  ),
  endpoint(
    { path: "generateBackground", usd: 0.04, isStyled: true },
    {
      id: "recraft/generate-background",
      name: "Recraft background, marked",
      description: "Paints the background you describe where you marked it, and keeps the rest.",
      operations: ["replace-background"],
      mask: WHITE_IS_PAINTED,
      prompt: PROMPT,
      options: PAINTER_OPTIONS,
    },
  ),
  endpoint(
    { path: "removeBackground", usd: 0.01 },
    {
      id: "recraft/remove-background",
      name: "Recraft cut-out",
      description: "Finds the subject and makes the rest transparent; on large photos its edge is a little soft.",
      operations: ["remove-background"],
      // The cut-out's edge is as fine as the picture that was sent.
      image: { ...IMAGE, preferredPixels: 4_000_000 },
    },
  ),
  endpoint(
    { path: "imageToImage", usd: 0.04, isStyled: true },
    {
      id: "recraft/restyle",
      name: "Recraft V3 restyle",
      description:
        "Repaints what it sees by your description, from slightly to freely; what you marked is cut out afterwards.",
      operations: ["restyle"],
      prompt: PROMPT,
      options: [
        // Recraft demands a strength and names no default.
        fractionOption("strength", "Strength", { default: 0.5 }),
        ...STYLE_OPTIONS,
        NEGATIVE_PROMPT,
      ],
    },
  ),
  endpoint(
    { path: "outpaint", usd: 0.04 },
    {
      id: "recraft/outpaint",
      name: "Recraft extend",
      description: "Paints what lies beyond the picture's edges, as you describe it.",
      operations: ["outpaint"],
      prompt: PROMPT,
      // The result may have 4096 pixels a side: this much picture, and this much more on either end, always fits.
      image: { ...IMAGE, maxSide: 2048, maxRatio: 8, preferredPixels: 2048 * 2048 },
      outpaint: { by: "edges", maxPerSide: 1024 },
    },
  ),
  endpoint(
    { path: "crispUpscale", usd: 0.004 },
    {
      id: "recraft/crisp-upscale",
      name: "Recraft crisp upscale",
      description: "Enlarges the picture up to twice, crisply and close to the original.",
      operations: ["upscale"],
      image: { ...IMAGE, minSide: 32, minPixels: 32 * 32, maxRatio: 128, preferredPixels: 16_000_000 },
      upscale: { maxFactor: 2, maxResultPixels: 64_000_000 },
      deadlineMillis: 300_000,
    },
  ),
  endpoint(
    { path: "creativeUpscale", usd: 0.25 },
    {
      id: "recraft/creative-upscale",
      name: "Recraft creative upscale",
      description: "Enlarges the picture up to twice and invents fine detail.",
      operations: ["upscale"],
      image: { ...IMAGE, preferredPixels: 16_000_000 },
      upscale: { maxFactor: 2, maxResultPixels: 64_000_000 },
      deadlineMillis: 300_000,
    },
  ),
];
