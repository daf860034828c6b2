import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { base64 } from "../http/body.ts";
import { instructionOf } from "../instruction.ts";
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
  return { inlineData: { mimeType: `image/${format}`, data: base64(bytes) } };
}
