import type { FieldRule } from "../../kit/form.ts";
import {
  enlargeFourTimes,
  enlargeToFourMegapixels,
  extend,
  paintBackground,
  paintMarked,
  paintObject,
  removeBackground,
  restyle,
} from "./edits.ts";
import type { Job, Sent } from "./job.ts";
import type { PictureLimits } from "./pictures.ts";

/** An endpoint as the service's reference has it. */
export interface EndpointRules {
  /** Fields that are pictures, each with what it must keep to. The first is the one that is edited. */
  readonly pictures: Readonly<Record<string, PictureLimits>>;
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** Names a job instead of answering with the picture. */
  readonly isAsync?: true;
  /** Rules between fields: what is wrong, or null. */
  readonly conflict?: (form: Sent) => string | null;
  readonly edit: (job: Job) => Promise<Buffer>;
}

const FILE: FieldRule = { type: "file" };
const TEXT: FieldRule = { type: "text", max: 10_000 };
const PROMPT: FieldRule = { type: "text", required: true, min: 1, max: 10_000 };
const FRACTION: FieldRule = { type: "number", min: 0, max: 1 };
const SEED: FieldRule = { type: "number", min: 0, max: 4_294_967_294, integer: true };
const FORMAT: FieldRule = { type: "choice", values: ["jpeg", "png", "webp"] };
const EDGE: FieldRule = { type: "number", min: 0, max: 2_000, integer: true };
const GROW: FieldRule = { type: "number", min: 0, max: 20 };
const STYLE: FieldRule = {
  type: "choice",
  values:
    "enhance anime photographic digital-art comic-book fantasy-art line-art analog-film neon-punk isometric low-poly origami modeling-compound cinematic 3d-model pixel-art tile-texture".split(
      " ",
    ),
};
const ASPECT: FieldRule = {
  type: "choice",
  values: ["1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"],
};

const COMMON = { seed: SEED, output_format: FORMAT };
const GUIDED = { ...COMMON, prompt: PROMPT, negative_prompt: TEXT };

const A: PictureLimits = { minSide: 64, minPixels: 4_096, maxPixels: 9_437_184 };
const B: PictureLimits = { ...A, maxRatio: 2.5 };
const C: PictureLimits = { ...A, maxPixels: 4_194_304 };

/** By their path below `/v2beta/stable-image/`. */
export const ENDPOINTS: Readonly<Record<string, EndpointRules>> = {
  "edit/inpaint": {
    pictures: { image: A },
    fields: { ...GUIDED, mask: FILE, grow_mask: { type: "number", min: 0, max: 100 }, style_preset: STYLE },
    edit: paintMarked,
  },
  "edit/erase": {
    pictures: { image: A },
    fields: { ...COMMON, mask: FILE, grow_mask: GROW },
    edit: paintMarked,
  },
  "edit/outpaint": {
    pictures: { image: B },
    fields: {
      ...COMMON,
      left: EDGE,
      right: EDGE,
      up: EDGE,
      down: EDGE,
      creativity: FRACTION,
      prompt: TEXT,
      style_preset: STYLE,
    },
    conflict: ({ values: { left = 0, right = 0, up = 0, down = 0 } }) =>
      Math.max(...[left, right, up, down].map(Number)) > 0 ? null : "left: one direction must be above 0",
    edit: extend,
  },
  "edit/search-and-replace": {
    pictures: { image: B },
    fields: { ...GUIDED, search_prompt: PROMPT, grow_mask: GROW, style_preset: STYLE },
    edit: paintObject,
  },
  "edit/search-and-recolor": {
    pictures: { image: B },
    fields: { ...GUIDED, select_prompt: PROMPT, grow_mask: GROW, style_preset: STYLE },
    edit: paintObject,
  },
  "edit/remove-background": {
    pictures: { image: C },
    fields: { output_format: { type: "choice", values: ["png", "webp"] } },
    edit: removeBackground,
  },
  "edit/replace-background-and-relight": {
    pictures: { subject_image: B, background_reference: A, light_reference: A },
    fields: {
      ...COMMON,
      background_prompt: TEXT,
      foreground_prompt: TEXT,
      negative_prompt: TEXT,
      preserve_original_subject: FRACTION,
      original_background_depth: FRACTION,
      keep_original_background: { type: "choice", values: ["true", "false"] },
      light_source_direction: { type: "choice", values: ["above", "below", "left", "right"] },
      light_source_strength: FRACTION,
    },
    isAsync: true,
    conflict: ({ files, values }) => {
      if (!values.background_prompt && !files.background_reference) return "background_prompt: is required";
      const isAimless = !values.light_source_direction && !files.light_reference;
      return values.light_source_strength !== undefined && isAimless ? "light_source_strength: has no source" : null;
    },
    edit: paintBackground,
  },
  "control/style": {
    pictures: { image: A },
    fields: { ...GUIDED, aspect_ratio: ASPECT, fidelity: FRACTION, style_preset: STYLE },
    edit: restyle,
  },
  "control/style-transfer": {
    pictures: {
      init_image: { ...B, maxSide: 16_383 },
      style_image: { ...A, maxSide: 16_383 },
    },
    fields: {
      ...COMMON,
      prompt: TEXT,
      negative_prompt: TEXT,
      style_strength: FRACTION,
      composition_fidelity: FRACTION,
      change_strength: { type: "number", min: 0.1, max: 1 },
    },
    conflict: ({ files }) => (files.style_image ? null : "style_image: is required"),
    edit: restyle,
  },
  "upscale/fast": {
    pictures: { image: { minSide: 32, maxSide: 1_536, minPixels: 1_024, maxPixels: 1_048_576 } },
    fields: { output_format: FORMAT },
    edit: enlargeFourTimes,
  },
  "upscale/conservative": {
    pictures: { image: B },
    fields: { ...GUIDED, creativity: { type: "number", min: 0.2, max: 0.5 } },
    edit: enlargeToFourMegapixels,
  },
  "upscale/creative": {
    pictures: { image: { minSide: 64, minPixels: 4_096, maxPixels: 1_048_576 } },
    fields: { ...GUIDED, creativity: { type: "number", min: 0.1, max: 0.5 }, style_preset: STYLE },
    isAsync: true,
    edit: enlargeToFourMegapixels,
  },
};
