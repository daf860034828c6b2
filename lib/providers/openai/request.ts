import "server-only";
import type { ImageEditParamsStreaming } from "openai/resources/images";
import { fileOf } from "../http/body.ts";
import { instructionOf } from "../instruction.ts";
import type { ProviderCall } from "../provider.ts";

/**
 * The fields of one streamed edit. The size is always told: with `auto` the picture could come back in another shape.
 * `input_fidelity` and `moderation` are left out: current models refuse the one, and multipart edits do not list the
 * other.
 */
export function toParams(call: ProviderCall): ImageEditParamsStreaming {
  const { model, operation, image, mask, width, height, options, references, userHash } = call;
  const background = operation === "remove-background" ? "transparent" : options.background;
  return {
    model: model.id.slice(model.id.indexOf("/") + 1),
    // The mask is for the first.
    image: [image, ...references].map((picture, index) => fileOf(picture, `image-${index + 1}`)),
    ...(mask && { mask: fileOf({ bytes: mask, format: "png" }, "mask") }),
    prompt: instructionOf(call),
    size: `${width}x${height}`,
    n: 1,
    output_format: "png",
    stream: true,
    safety_identifier: userHash,
    ...(options.partialImages !== undefined && { partial_images: Number(options.partialImages) }),
    ...(options.quality !== undefined && { quality: options.quality as Choice<"quality"> }),
    ...(background !== undefined && { background: background as Choice<"background"> }),
  };
}

/** The option was checked against the model's declaration, which lists nothing that the service does not know. */
type Choice<Name extends "quality" | "background"> = NonNullable<ImageEditParamsStreaming[Name]>;
