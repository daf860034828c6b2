import "server-only";
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

/** Precise Edit reads instructions and has none for erasing, so it gets one. */
const ERASE =
  "Remove what is in the masked region and paint what would be seen behind it, continuing the surroundings. " +
  "Add nothing new.";

function preciseEdit({ operation, image, mask, prompt, options, references }: ProviderCall): Form {
  const form = formWith({
    prompt: operation === "erase" ? ERASE : prompt,
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
  for (const { bytes, format } of pictures) {
    form.append(name, new Blob([new Uint8Array(bytes)], { type: `image/${format}` }), `${name}.${format}`);
  }
}
