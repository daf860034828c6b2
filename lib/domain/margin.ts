import { TOKENS_PER_USD } from "./pricing.ts";

const MICRO_USD_PER_TOKEN = 1_000_000 / TOKENS_PER_USD;

/** What tokens are worth at the rate that prices are made with, in micro-USD: what a provider may cost without a loss. */
export const worthOfTokens = (tokens: number): number => tokens * MICRO_USD_PER_TOKEN;

/** What is left of that after what the provider cost, as a share of it; null where nothing was earned. */
export function marginOf(tokens: number, costMicroUsd: number): number | null {
  return tokens === 0 ? null : (worthOfTokens(tokens) - costMicroUsd) / worthOfTokens(tokens);
}
