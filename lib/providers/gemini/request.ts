import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { EncodedImage, ProviderCall } from "../provider.ts";

/** The whole request, pictures in base64 included. */
const MAX_REQUEST_BYTES = 20_000_000;

/** The JSON body of a call: the picture, its references, and what to do with them. */
export function bodyOf(call: ProviderCall): string {
  const body = JSON.stringify({
    contents: [
      { role: "user", parts: [...[call.image, ...call.references].map(pictureOf), { text: instructionOf(call) }] },
    ],
    generationConfig: { responseModalities: ["TEXT", "IMAGE"], imageConfig: { aspectRatio: "1:1" } },
  });
  if (Buffer.byteLength(body) > MAX_REQUEST_BYTES) {
    throw new RepaintError("image_rejected", { detail: `${call.model.id}: picture and references exceed 20 MB` });
  }
  return body;
}

function pictureOf({ bytes, format }: EncodedImage) {
  return { inlineData: { mimeType: `image/${format}`, data: Buffer.from(bytes).toString("base64") } };
}

/**
 * An operation as an instruction in English. The model sees no mask, only the surroundings of what was marked, so that
 * it lies at or near the middle.
 */
function instructionOf({ operation, prompt, options, references }: ProviderCall): string {
  const wish = prompt.trim();
  const named = options.searchPrompt ? String(options.searchPrompt).trim() : "the main object at its center";
  const frame =
    references.length > 0 ? "Edit the first image. The others only show what is meant." : "Edit this image.";
  switch (operation) {
    case "erase":
      return `${frame} Take away the main object at its center, together with its shadow and reflection, and continue what lies behind it. ${KEEP}`;
    case "replace-object":
      return `${frame} Put this in the place of ${named}, at the same size: ${wish}. ${KEEP}`;
    case "recolor":
      return `${frame} Give ${named} this color and leave its shape and texture alone: ${wish}. ${KEEP}`;
    case "replace-background":
      return `${frame} Exchange the background for this: ${wish}. The subject stays exactly as it is and where it is.`;
    case "restyle":
      return `${frame} Repaint all of it in this style: ${wish}. Every object stays where it is.`;
    default:
      return `${frame} Change what is at its center so that it shows this: ${wish}. ${KEEP}`;
  }
}

const KEEP = "Everything else stays exactly as it is: framing, perspective, light, colors and sharpness.";
