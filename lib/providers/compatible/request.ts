import "server-only";
import { fileOf } from "../http/body.ts";
import { instructionOf } from "../instruction.ts";
import type { ProviderCall } from "../provider.ts";
import type { Preset } from "./presets.ts";

/** Options by the field that carries them, the same in every server that knows them. */
const OPTION_FIELDS = { seed: "seed", negativePrompt: "negative_prompt", steps: "steps", guidance: "guidance_scale" };

/** What a model that only knows descriptions paints where nothing, or nothing new, is to be seen. */
const BACKGROUND = "empty background, a seamless continuation of the surroundings, nothing else";

/** One edit as the multipart form that this server reads. */
export function formOf(call: ProviderCall, preset: Preset, modelName: string | null): FormData {
  const { image, mask, width, height, options, references } = call;
  const form = new FormData();
  const listed = preset.references?.field === "image[]" && references.length > 0;
  form.append(listed ? "image[]" : "image", fileOf(image, "image"));
  if (preset.references) {
    for (const reference of references) form.append(preset.references.field, fileOf(reference, "reference"));
  }
  if (mask && preset.mask) form.append(preset.mask.field, fileOf({ bytes: mask, format: "png" }, "mask"));
  form.append("prompt", preset.reads === "instruction" ? instructionOf(call) : descriptionOf(call));
  if (modelName) form.append("model", modelName);
  if (preset.sendsSize) form.append("size", `${width}x${height}`);
  for (const [name, value] of Object.entries(preset.fixed)) form.append(name, value);
  for (const [option, field] of Object.entries(OPTION_FIELDS)) {
    const value = options[option];
    if (value !== undefined) form.append(field, String(value));
  }
  return form;
}

function descriptionOf({ operation, prompt }: ProviderCall): string {
  return operation === "erase" ? BACKGROUND : prompt.trim() || BACKGROUND;
}
