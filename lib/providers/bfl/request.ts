import "server-only";
import { base64 } from "../http/body.ts";
import { instructionOf } from "../instruction.ts";
import type { EncodedImage, ProviderCall } from "../provider.ts";

type Body = Readonly<Record<string, unknown>>;

/** The JSON body of a call, in the words of the model's endpoint. Settings have the same names there as here. */
export function bodyOf(call: ProviderCall): Body {
  const { searchPrompt: _, ...settings } = call.options;
  // Most endpoints answer JPEG unless asked; the result is to be exact.
  const common = { ...settings, output_format: "png" };
  switch (call.model.id) {
    case "bfl/fill":
      return { ...common, ...pictureAndMask(call), ...promptOf(call) };
    case "bfl/erase":
      // The service would grow the mask by ten pixels. It is grown already.
      return { ...common, ...pictureAndMask(call), dilate_pixels: 0 };
    case "bfl/expand":
      return { ...common, image: base64(call.image.bytes), ...promptOf(call), ...call.expand };
    case "bfl/kontext-pro":
    case "bfl/kontext-max":
      return { ...common, ...instructed(call), aspect_ratio: "1:1" };
    case "bfl/flux-2-flex":
      // On by default here: the instruction would be rewritten, and with it what is to be kept.
      return { ...common, ...instructed(call), ...sizeOf(call), prompt_upsampling: false };
    default:
      return { ...common, ...instructed(call), ...sizeOf(call) };
  }
}

function pictureAndMask({ image, mask }: ProviderCall): Body {
  return { image: base64(image.bytes), mask: base64(mask ?? new Uint8Array(0)) };
}

const promptOf = ({ prompt }: ProviderCall): Body => (prompt.trim() === "" ? {} : { prompt });
const sizeOf = ({ width, height }: ProviderCall): Body => ({ width, height });

/** The picture is the first input; references follow from the second on. */
function instructed(call: ProviderCall): Body {
  const pictures = [call.image, ...call.references].map(({ bytes }: EncodedImage, index) => [
    index === 0 ? "input_image" : `input_image_${index + 1}`,
    base64(bytes),
  ]);
  return { prompt: instructionOf(call), ...Object.fromEntries(pictures) };
}
