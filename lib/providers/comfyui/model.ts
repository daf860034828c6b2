import "server-only";
import type { ModelOption } from "#lib/domain/model-option.ts";
import {
  NO_MASK,
  negativePromptOption,
  SELF_HOSTED,
  seedOption,
  selfHostedPictures,
  transparentRepaints,
} from "../declare.ts";
import type { Model } from "../provider.ts";
import type { Slot } from "./workflow.ts";

/** The model that a workflow with these slots is. */
export function modelOf(slots: ReadonlySet<Slot>): Model {
  const options: ModelOption[] = [];
  if (slots.has("seed")) options.push(seedOption());
  if (slots.has("negative-prompt")) options.push(negativePromptOption(2_000));
  return {
    ...COMMON,
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
const MASK = transparentRepaints(20_000_000);

const COMMON = {
  ...SELF_HOSTED,
  id: "comfyui/workflow",
  name: "ComfyUI workflow",
  // Steps of 16 are what the common samplers work in. Other sides would come back cropped.
  image: selfHostedPictures(256, 16),
  execution: "async",
  deadlineMillis: 600_000,
} as const satisfies Partial<Model>;
