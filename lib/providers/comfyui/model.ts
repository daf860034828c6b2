import "server-only";
import type { ModelOption } from "#lib/domain/model-option.ts";
import { MEGAPIXEL } from "#lib/domain/pricing.ts";
import { NO_MASK, seedOption } from "../declare.ts";
import type { Model } from "../provider.ts";
import type { Slot } from "./workflow.ts";

/** The model that a workflow with these slots is. */
export function modelOf(slots: ReadonlySet<Slot>): Model {
  const options: ModelOption[] = [];
  if (slots.has("seed")) options.push(seedOption());
  if (slots.has("negative-prompt"))
    options.push({ type: "text", name: "negativePrompt", label: "Avoid", maxCharacters: 2_000 });
  return {
    ...SELF_HOSTED,
    ...purposeOf(slots),
    mask: slots.has("mask") ? MASK : NO_MASK,
    prompt: slots.has("prompt") ? { use: "required", maxCharacters: 2_000 } : { use: "ignored" },
    options,
  };
}

function purposeOf(slots: ReadonlySet<Slot>): Pick<Model, "operations" | "description"> {
  if (!slots.has("prompt"))
    return {
      operations: ["erase"],
      description: "Removes what you marked, with your own workflow on your own server.",
    };
  if (!slots.has("mask"))
    return {
      operations: ["restyle"],
      description: "Repaints in the style you name, with your own workflow on your own server.",
    };
  return {
    operations: ["inpaint"],
    description: "Paints what you describe, with your own workflow on your own server.",
  };
}

/** `LoadImage` makes a mask of one minus alpha. */
const MASK = {
  channel: "alpha",
  polarity: "255-keeps",
  soft: false,
  maxBytes: 20_000_000,
  required: true,
} as const;
const SELF_HOSTED = {
  id: "comfyui/workflow",
  name: "ComfyUI workflow",
  image: {
    formats: ["png"],
    maxBytes: 50_000_000,
    minSide: 256,
    maxSide: 2048,
    minPixels: 256 * 256,
    maxPixels: 2048 * 2048,
    maxRatio: 4,
    // What the common samplers work in. Other sides would come back cropped.
    multipleOf: 16,
    preferredPixels: MEGAPIXEL,
  },
  maxReferences: 0,
  execution: "async",
  streaming: false,
  feather: "ours",
  price: { baseTokens: 1, tokensPerMegapixel: 0 },
  // Nothing is billed: the server is the operator's own.
  repeatable: true,
  deadlineMillis: 600_000,
} as const satisfies Partial<Model>;
