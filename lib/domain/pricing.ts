import { area } from "./geometry.ts";
import type { OptionValues } from "./model-option.ts";
import type { Size } from "./raster.ts";

/** Tokens for one variant: a base price and a price per started megapixel of the window as sent. Whole numbers. */
export interface PriceRule {
  readonly baseTokens: number;
  readonly tokensPerMegapixel: number;
  /** An option whose value multiplies the price, such as `quality`; values not listed cost the plain price. */
  readonly multiplier?: { readonly option: string; readonly factors: Readonly<Record<string, number>> };
  /** What the operator adds to what the provider asks, in percent. Absent: nothing. */
  readonly marginPercent?: number;
}

/** What one US dollar of a provider's own price costs here. */
export const TOKENS_PER_USD = 100;

/** A provider's price in whole tokens, rounded up. */
export function tokensForUsd(usd: number): number {
  return wholeTokens(usd * TOKENS_PER_USD);
}

/** 1024 × 1024 pixels: what providers sell as one megapixel, so a 1024² window starts one, not two. */
export const MEGAPIXEL = 1024 * 1024;

/**
 * The price of an edit in whole tokens, for `variants` results of a window sent at size `sent` with these options.
 * This is what is quoted and held: the upper bound of what is charged.
 */
export function priceInTokens(price: PriceRule, sent: Size, variants: number, options: OptionValues = {}): number {
  const startedMegapixels = Math.ceil(area(sent) / MEGAPIXEL);
  const { multiplier, marginPercent = 0 } = price;
  const factor = multiplier?.factors[String(options[multiplier.option])] ?? 1;
  const plain = wholeTokens((price.baseTokens + price.tokensPerMegapixel * startedMegapixels) * factor);
  return wholeTokens(plain * marginFactor(marginPercent)) * variants;
}

/** What a margin multiplies prices by. */
export const marginFactor = (percent: number) => 1 + percent / 100;

/** Rounded up, but for what only floating point adds: 0.07 dollars are 7 tokens and not 8. */
const wholeTokens = (tokens: number) => Math.ceil(tokens - 1e-9);
