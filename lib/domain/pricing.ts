import { area } from "./geometry.ts";
import type { Size } from "./raster.ts";

/** Tokens for one variant: a base price and a price per started megapixel of the window as sent. Whole numbers. */
export interface PriceRule {
  readonly baseTokens: number;
  readonly tokensPerMegapixel: number;
}

/** 1024 × 1024 pixels: what providers sell as one megapixel, so a 1024² window starts one, not two. */
export const MEGAPIXEL = 1024 * 1024;

/**
 * The price of an edit in whole tokens, for `variants` results of a window sent at size `sent`. This is what is quoted
 * and held: the upper bound of what is charged.
 */
export function priceInTokens(price: PriceRule, sent: Size, variants: number): number {
  const startedMegapixels = Math.ceil(area(sent) / MEGAPIXEL);
  return Math.ceil(price.baseTokens + price.tokensPerMegapixel * startedMegapixels) * variants;
}
