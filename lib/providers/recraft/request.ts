import "server-only";
import type { OptionValues } from "#lib/domain/model-option.ts";
import type { Warning } from "#lib/domain/notice.ts";
import { fileOf } from "../http/body.ts";
import type { Edges, ProviderCall } from "../provider.ts";
import type { Endpoint } from "./models.ts";
import { RASTER_MODEL, styleFieldsOf } from "./styles.ts";

/** A call in Recraft's words. One picture is asked for, as lossless PNG inside the answer. */
export function formOf(
  { model, image, mask, prompt, options, expand }: ProviderCall,
  { isStyled }: Endpoint,
): { form: FormData; warnings: readonly Warning[] } {
  const { fields, warnings } = styleFieldsOf(options);
  const form = new FormData();
  form.append("image", fileOf(image, "image"));
  if (mask) form.append("mask", fileOf({ bytes: mask, format: "png" }, "mask"));
  const values = {
    ...(model.prompt.use !== "ignored" && { prompt }),
    ...(isStyled && { model: RASTER_MODEL, ...fields }),
    ...settingsOf(options),
    ...(expand && expansionOf(expand)),
    response_format: "b64_json",
    image_format: "png",
  };
  for (const [name, value] of Object.entries(values)) form.append(name, String(value));
  return { form, warnings };
}

function settingsOf(options: OptionValues): Record<string, unknown> {
  const { seed, negativePrompt, strength, styleMatch, creativity } = options;
  return {
    ...(negativePrompt !== undefined && { negative_prompt: negativePrompt }),
    ...(seed !== undefined && { random_seed: seed }),
    ...(strength !== undefined && { strength }),
    ...(styleMatch !== undefined && { style_match: styleMatch }),
    ...(creativity !== undefined && { creativity }),
  };
}

/** Sides that stay where they are are not named. */
function expansionOf(expand: Edges): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(expand)
      .filter(([, pixels]) => pixels > 0)
      .map(([side, pixels]) => [`expand_${side}`, pixels]),
  );
}
