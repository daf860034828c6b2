import "server-only";
import { MEGAPIXEL } from "#lib/domain/pricing.ts";
import type { ImageRules } from "#lib/domain/window.ts";
import { whiteRepaints } from "../declare.ts";

/** The whole request in bytes: pictures, mask, fields and the multipart frame together. */
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
/** No form has more than three texts, and no text more than this. */
export const MAX_TEXT_CHARACTERS = 10_000;
/** Three texts of which every character takes three bytes, and as much again for numbers and the frame. */
const FIELD_BYTES = 2 * 3 * 3 * MAX_TEXT_CHARACTERS;
/** Of a mask as large as the largest preferred picture: half a byte a pixel, more than any drawn one takes as PNG. */
const MASK_BYTES = 2 * 1024 * 1024;

/** White is repainted, black is kept, and a grey is repainted in proportion. */
export const GREY_MASK = whiteRepaints(MASK_BYTES, { soft: true });

/** The side that `control/style-transfer` documents; the other endpoints name none, so it is kept everywhere. */
const MAX_SIDE = 16_383;
const MIN_SIDE = 64;

const EDITABLE: Omit<ImageRules, "maxBytes"> = {
  // Without loss while it fits the request; large windows of fine texture go as JPEG.
  formats: ["png", "jpeg"],
  minSide: MIN_SIDE,
  maxSide: MAX_SIDE,
  minPixels: 4_096,
  maxPixels: 9_437_184,
  maxRatio: MAX_SIDE / MIN_SIDE,
  multipleOf: 1,
  // The service's edits have up to 4 megapixels, whatever it was sent.
  preferredPixels: 4_000_000,
};

/**
 * What a model accepts as a picture.
 *
 * @param sent how many pictures one request may carry, and whether it carries a mask: they share its bytes.
 */
export function pictureRules(
  sent: { readonly pictures?: number; readonly hasMask?: boolean } = {},
  changes: Partial<ImageRules> = {},
): ImageRules {
  const bytes = MAX_REQUEST_BYTES - FIELD_BYTES - (sent.hasMask ? MASK_BYTES : 0);
  return { ...EDITABLE, maxBytes: Math.floor(bytes / (sent.pictures ?? 1)), ...changes };
}

/** Ratios that most endpoints keep to. */
export const MODERATE_RATIO = { maxRatio: 2.5 } as const;

/**
 * For endpoints whose result always has one megapixel: nothing larger is sent, and nothing so small that the result
 * would have to be thrown away almost whole.
 */
export const ONE_MEGAPIXEL_RESULT = { minPixels: 512 * 512, preferredPixels: MEGAPIXEL } as const;
