import type { FieldRule } from "../kit/form.ts";

export interface Endpoint {
  readonly fields: Readonly<Record<string, FieldRule>>;
  readonly maxBytes: number;
  /** Answers with a job whether it was asked to or not. */
  readonly isAlwaysJob?: boolean;
  /** Black in the mask, unless it is told otherwise. */
  readonly repaints?: "white";
  /** Whether a mask of one colour is refused. */
  readonly needsBothColours?: boolean;
  readonly result?: "cut-out" | "enlarged";
}

/** The sizes Ideogram 3.0 paints in, one way up; each of them also exists the other way up. */
const TALL =
  "512x1536 576x1408 576x1472 576x1536 640x1344 640x1408 640x1472 640x1536 704x1152 704x1216 704x1280 704x1344 " +
  "704x1408 704x1472 736x1312 768x1088 768x1216 768x1280 768x1344 800x1280 832x960 832x1024 832x1088 832x1152 " +
  "832x1216 832x1248 864x1152 896x960 896x1024 896x1088 896x1120 896x1152 960x1024 960x1088 1024x1024";
export const IDEOGRAM_3_RESOLUTIONS: readonly string[] = TALL.split(" ").flatMap((size) => {
  const turned = size.split("x").reverse().join("x");
  return size === turned ? [size] : [size, turned];
});

const IMAGE: FieldRule = { type: "file", required: true };
const PROMPT: FieldRule = { type: "text", required: true, min: 1 };
const COUNT: FieldRule = { type: "number", min: 1, max: 8, integer: true };
const SEED: FieldRule = { type: "number", min: 0, max: 2_147_483_647, integer: true };
const ASYNC: FieldRule = { type: "choice", values: ["true", "false"] };
const SPEED: FieldRule = { type: "choice", values: ["turbo", "default", "quality"] };
const MAGIC: FieldRule = { type: "choice", values: ["auto", "on", "off"] };
const STYLES: Readonly<Record<string, FieldRule>> = {
  style_type: { type: "choice", values: ["auto", "general", "realistic", "design", "custom", "fiction", "stylized"] },
  style_preset: { type: "choice", values: ["80s_illustration", "art_deco", "oil_painting", "watercolor"] },
  style_reference_images: { type: "file", many: 10 },
};

export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/v2/image/precise-edit/ideogram-4-5": {
    fields: {
      image: IMAGE,
      mask: { type: "file" },
      prompt: PROMPT,
      reference_images: { type: "file", many: 4 },
      quality: { type: "choice", values: ["very_low", "low", "medium", "high"] },
      num_images: COUNT,
      seed: SEED,
      async: ASYNC,
    },
    maxBytes: 50_000_000,
    needsBothColours: true,
  },
  "/v2/image/inpaint/ideogram-3": {
    fields: {
      image: IMAGE,
      mask: { type: "file", required: true },
      prompt: PROMPT,
      num_images: COUNT,
      seed: SEED,
      rendering_speed: SPEED,
      magic_prompt: MAGIC,
      ...STYLES,
      async: ASYNC,
    },
    maxBytes: 25_000_000,
  },
  "/v2/image/remove-object/ideogram-1": {
    fields: { image: IMAGE, mask: { type: "file", required: true }, seed: SEED },
    maxBytes: 50_000_000,
    isAlwaysJob: true,
    repaints: "white",
  },
  "/v2/image/remix/ideogram-3": {
    fields: {
      image: IMAGE,
      prompt: PROMPT,
      image_weight: { type: "number", min: 1, max: 100, integer: true },
      resolution: { type: "choice", values: IDEOGRAM_3_RESOLUTIONS },
      negative_prompt: { type: "text" },
      num_images: COUNT,
      seed: SEED,
      rendering_speed: SPEED,
      magic_prompt: MAGIC,
      ...STYLES,
      async: ASYNC,
    },
    maxBytes: 50_000_000,
  },
  "/v2/image/replace-background/ideogram-3": {
    fields: { image: IMAGE, prompt: PROMPT, num_images: COUNT, rendering_speed: SPEED },
    maxBytes: 50_000_000,
    isAlwaysJob: true,
  },
  "/v2/image/remove-background/ideogram-1": {
    fields: { image: IMAGE, async: ASYNC },
    maxBytes: 25_000_000,
    result: "cut-out",
  },
  "/v2/image/upscale/topaz-standard-2": {
    fields: { image: IMAGE, upscale_factor: { type: "choice", values: ["x2", "x4", "x8"] }, async: ASYNC },
    maxBytes: 50_000_000,
    result: "enlarged",
  },
};
