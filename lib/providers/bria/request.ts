import "server-only";
import { base64 } from "../http/body.ts";
import type { ProviderCall } from "../provider.ts";

type Body = Readonly<Record<string, unknown>>;

export function fillBody(call: ProviderCall): Body {
  return { ...pictureOf(call), mask: base64(call.mask ?? new Uint8Array(0)), prompt: call.prompt, ...settingsOf(call) };
}

export function eraseBody(call: ProviderCall): Body {
  return { ...pictureOf(call), mask: base64(call.mask ?? new Uint8Array(0)) };
}

/** Told the whole canvas, and where in it the picture lies. */
export function expandBody(call: ProviderCall): Body {
  const { left, top, right, bottom } = call.expand ?? { left: 0, top: 0, right: 0, bottom: 0 };
  return {
    ...pictureOf(call),
    canvas_size: [left + call.width + right, top + call.height + bottom],
    original_image_size: [call.width, call.height],
    original_image_location: [left, top],
    ...(call.prompt.trim() !== "" && { prompt: call.prompt }),
    ...settingsOf(call),
  };
}

export const removeBackgroundBody = (call: ProviderCall): Body => pictureOf(call);

export function replaceBackgroundBody(call: ProviderCall): Body {
  // Otherwise the result is scaled to one megapixel.
  return { ...pictureOf(call), prompt: call.prompt, original_quality: true, ...settingsOf(call) };
}

export function fiboBody(call: ProviderCall): Body {
  const { steps, guidance } = call.options;
  return {
    images: [base64(call.image.bytes)],
    ...(call.mask && { mask: base64(call.mask) }),
    instruction: instructionOf(call),
    ...settingsOf(call),
    ...(steps !== undefined && { steps_num: steps }),
    ...(guidance !== undefined && { guidance_scale: guidance }),
  };
}

/** An operation as an instruction in English. The mask says where, so it says only what. */
function instructionOf({ operation, prompt, options, mask }: ProviderCall): string {
  const wish = prompt.trim();
  const named = options.searchPrompt ? String(options.searchPrompt).trim() : `the ${mask ? "marked" : "main"} object`;
  switch (operation) {
    case "replace-object":
      return `replace ${named} with ${wish}`;
    case "recolor":
      return `change the color of ${named} to ${wish}`;
    case "restyle":
      return `change the style to ${wish}`;
    case "replace-background":
      return `replace the background with ${wish}`;
    default:
      return `fill the marked region with ${wish}`;
  }
}

const pictureOf = ({ image }: ProviderCall): Body => ({ image: base64(image.bytes) });

function settingsOf({ options }: ProviderCall): Body {
  const { seed, negativePrompt } = options;
  return {
    ...(seed !== undefined && { seed }),
    ...(negativePrompt !== undefined && { negative_prompt: negativePrompt }),
  };
}
