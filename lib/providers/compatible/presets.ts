import "server-only";
import type { ModelOption } from "#lib/domain/model-option.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import {
  guidanceOption,
  INSTRUCTED,
  negativePromptOption,
  searchPromptOption,
  seedOption,
  selfHostedPictures,
  stepsOption,
} from "../declare.ts";
import { STANDARD_SIZES } from "../openai/models.ts";

/** How servers that speak `/v1/images/edits` differ, as data: the name of the route says nothing about the mask. */
export interface Preset {
  /** What the server is, for people. */
  readonly server: string;
  readonly path: string;
  /** Null where the server paints the whole picture, whatever mask it is sent. */
  readonly mask: { readonly field: string; readonly polarity: MaskPolarity } | null;
  /** Whether what it is sent are instructions, or descriptions of what is to be seen. */
  readonly reads: "instruction" | "description";
  /** Whether it must be told its model's name: `COMPATIBLE_MODEL`. */
  readonly needsModel: boolean;
  readonly sendsSize: boolean;
  /** Pictures at a time: a server of its own has one card, and would only let the others wait. */
  readonly maxConcurrent: number;
  /** Fields that are always the same. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly references: { readonly field: string; readonly most: number } | null;
  readonly operations: readonly Operation[];
  readonly image: ImageRules;
  readonly options: readonly ModelOption[];
}

export type MaskPolarity = "white-repaints" | "transparent-repaints";

export const PRESET_NAMES = ["openai", "stable-diffusion-cpp", "vllm-omni", "localai", "sglang"] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Diffusion models work in steps of 8 to 64 pixels, and 64 suits them all. */
const DIFFUSION_SIZES: ImageRules = {
  ...selfHostedPictures(256, 64),
  minPixels: 512 * 512,
};

const LOCALAI_SIZE: ImageRules = {
  ...DIFFUSION_SIZES,
  minSide: 512,
  maxSide: 512,
  maxPixels: 512 * 512,
  maxRatio: 1,
  preferredPixels: 512 * 512,
};

const SEED = seedOption();
const AVOID = negativePromptOption(2_000);
const SEARCH = searchPromptOption(1_000, "Names what to swap or recolor, where nothing is marked.");

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  /** A server that keeps to OpenAI's own documentation. Its sizes are the three that every model there knows. */
  openai: {
    server: "OpenAI-compatible server",
    path: "/v1/images/edits",
    mask: { field: "mask", polarity: "transparent-repaints" },
    reads: "instruction",
    needsModel: false,
    sendsSize: true,
    maxConcurrent: 4,
    fixed: {},
    references: { field: "image[]", most: 15 },
    operations: [...INSTRUCTED, "outpaint"],
    image: STANDARD_SIZES,
    options: [SEARCH],
  },
  /** Reads the field `mask` as grey and ignores alpha: the reverse of OpenAI. Centre-crops to another size. */
  "stable-diffusion-cpp": {
    server: "stable-diffusion.cpp",
    path: "/v1/images/edits",
    mask: { field: "mask", polarity: "white-repaints" },
    reads: "description",
    needsModel: false,
    sendsSize: true,
    maxConcurrent: 1,
    fixed: { output_format: "png" },
    references: { field: "image[]", most: 3 },
    operations: ["inpaint", "erase", "outpaint"],
    image: DIFFUSION_SIZES,
    options: [],
  },
  /** Takes the mask in a field of its own. */
  "vllm-omni": {
    server: "vLLM-Omni",
    path: "/v1/images/edits",
    mask: { field: "mask_image", polarity: "white-repaints" },
    reads: "instruction",
    needsModel: false,
    sendsSize: true,
    maxConcurrent: 1,
    fixed: {},
    references: { field: "reference_image", most: 1 },
    operations: [...INSTRUCTED, "outpaint"],
    image: DIFFUSION_SIZES,
    options: [SEED, AVOID, SEARCH],
  },
  /** A route of its own, at one size, and a result behind an address. */
  localai: {
    server: "LocalAI",
    path: "/v1/images/inpainting",
    mask: { field: "mask", polarity: "white-repaints" },
    reads: "description",
    needsModel: true,
    sendsSize: false,
    maxConcurrent: 1,
    fixed: {},
    references: null,
    operations: ["inpaint", "erase"],
    image: LOCALAI_SIZE,
    options: [stepsOption(1, 100)],
  },
  /** Accepts a mask and ignores it without a word, so it is sent none. */
  sglang: {
    server: "SGLang",
    path: "/v1/images/edits",
    mask: null,
    reads: "instruction",
    needsModel: false,
    sendsSize: true,
    maxConcurrent: 1,
    fixed: {},
    references: null,
    operations: INSTRUCTED,
    image: DIFFUSION_SIZES,
    options: [SEED, AVOID, guidanceOption(0, 30, 0.1), SEARCH],
  },
};
