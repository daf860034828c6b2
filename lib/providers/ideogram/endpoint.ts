import "server-only";
import type { Warning } from "#lib/domain/notice.ts";
import { tokensForUsd } from "#lib/domain/pricing.ts";
import { choiceOption } from "../declare.ts";
import type { EncodedImage, Model, ProviderCall } from "../provider.ts";

/** One of Ideogram's models. */
export interface Endpoint {
  readonly model: Model;
  /** Below the base URL. */
  readonly path: string;
  /** List price of a call in dollars, for when its answer names none. */
  usd(call: ProviderCall): number;
  /** What is sent besides the picture and its mask. */
  fields(call: ProviderCall): Fields;
}

export interface Fields {
  readonly values: Readonly<Record<string, unknown>>;
  /** Further pictures, by the field they are sent in. */
  readonly pictures?: Readonly<Record<string, readonly EncodedImage[]>>;
  readonly warnings?: readonly Warning[];
}

/** Asks for a job where an answer at once is the default, so that a crash does not pay for it twice. */
export const AS_JOB = { async: true };

/** Not chosen, it is not sent, and each run differs. */
export const seedOf = ({ options: { seed } }: ProviderCall) => (seed === undefined ? {} : { seed });

/** No sizes are documented: these are cautious. */
export const SIZES = {
  minSide: 256,
  maxSide: 2048,
  minPixels: 256 * 256,
  maxPixels: 2048 * 2048,
  maxRatio: 3,
  multipleOf: 1,
  preferredPixels: 1024 * 1024,
};

/** The prices of a picture of Ideogram 3.0 in dollars, by its quality. */
const IDEOGRAM_3_USD = { turbo: 0.03, default: 0.06, quality: 0.09 };

/** How a model is sold whose price is that of its quality. The usual one is always sent, so that the price is known. */
export function soldByQuality(
  usd: Readonly<Record<string, number>>,
  usual: string,
  labels: Readonly<Record<string, string>>,
) {
  const baseTokens = tokensForUsd(usd[usual] as number);
  const factors = Object.entries(usd).map(([quality, price]) => [quality, tokensForUsd(price) / baseTokens] as const);
  const qualityOf = ({ options }: ProviderCall) => String(options.quality ?? usual);
  return {
    option: choiceOption("quality", "Quality", labels, { default: usual }),
    price: {
      baseTokens,
      tokensPerMegapixel: 0,
      multiplier: { option: "quality", factors: Object.fromEntries(factors) },
    } satisfies Model["price"],
    qualityOf,
    usd: (call: ProviderCall) => usd[qualityOf(call)] ?? (usd[usual] as number),
  };
}

export const IDEOGRAM_3 = soldByQuality(IDEOGRAM_3_USD, "default", {
  turbo: "Fast",
  default: "Balanced",
  quality: "Best",
});
