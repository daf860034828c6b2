import "server-only";
import { familyNamed } from "./models.ts";

/** What an answer tells it used, in tokens. Look-alike servers and errors leave parts of it out. */
export interface Usage {
  readonly input_tokens?: number;
  readonly input_tokens_details?: { readonly text_tokens?: number; readonly image_tokens?: number };
  readonly output_tokens?: number;
  readonly total_tokens?: number;
}

/** The metered tokens by OpenAI's own names, flat. */
export function usageOf(usage: Usage | undefined): Readonly<Record<string, number>> {
  const { input_tokens_details: details, ...totals } = usage ?? {};
  const told = { ...totals, input_text_tokens: details?.text_tokens, input_image_tokens: details?.image_tokens };
  return Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/**
 * What it cost in millionths of a US dollar, at list price; null where the price of the family or a count is not known.
 * Cached input is cheaper, but the answer does not tell how much of it was cached: this is the upper bound.
 */
export function costOf(usage: Usage | undefined, modelId: string): number | null {
  const price = familyNamed(modelId.slice(modelId.indexOf("/") + 1)).tokenPrice;
  const { text_tokens: text, image_tokens: image } = usage?.input_tokens_details ?? {};
  const painted = usage?.output_tokens;
  if (!price || text === undefined || image === undefined || painted === undefined) return null;
  return Math.round(text * price.textIn + image * price.imageIn + painted * price.imageOut);
}
