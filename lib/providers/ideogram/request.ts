import "server-only";
import { fileOf } from "../http/body.ts";
import { instructionOf } from "../instruction.ts";
import type { EncodedImage, ProviderCall, Warning } from "../provider.ts";
import { DEFAULT_QUALITY, PRECISE_EDIT } from "./models.ts";
import { styleOf } from "./styles.ts";

interface Form {
  readonly form: FormData;
  readonly warnings: readonly Warning[];
}

/** A call in Ideogram's words; one picture is asked for. */
export function formOf(call: ProviderCall): Form {
  return call.model.id === PRECISE_EDIT.id ? preciseEdit(call) : inpaint(call);
}

function preciseEdit(call: ProviderCall): Form {
  const { operation, image, mask, prompt, options, references } = call;
  const form = formWith({
    // What the person writes is an instruction already. References have a field of their own, so none is told apart.
    prompt: operation === "erase" ? instructionOf({ ...call, references: [] }) : prompt,
    quality: options.quality ?? DEFAULT_QUALITY.preciseEdit,
    async: true,
  });
  appendPictures(form, image, mask);
  appendFiles(form, "reference_images", references);
  return { form, warnings: [] };
}

function inpaint({ image, mask, prompt, options, references }: ProviderCall): Form {
  const { fields, references: used, warnings } = styleOf(options, references);
  const form = formWith({
    prompt,
    rendering_speed: String(options.quality ?? DEFAULT_QUALITY.inpaint).toUpperCase(),
    ...fields,
    ...(options.magicPrompt !== undefined && { magic_prompt: options.magicPrompt }),
    ...(options.seed !== undefined && { seed: options.seed }),
  });
  appendPictures(form, image, mask);
  appendFiles(form, "style_reference_images", used);
  return { form, warnings };
}

function formWith(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, String(value));
  return form;
}

function appendPictures(form: FormData, image: EncodedImage, mask: Uint8Array | null): void {
  appendFiles(form, "image", [image]);
  if (mask) appendFiles(form, "mask", [{ bytes: mask, format: "png" }]);
}

function appendFiles(form: FormData, name: string, pictures: readonly EncodedImage[]): void {
  for (const picture of pictures) form.append(name, fileOf(picture, name));
}
