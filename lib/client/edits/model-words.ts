import type { Quote } from "#lib/contracts/edit.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";

/** What a model costs and does, in the few words there is room for in lists. */

export const inTokens = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "token" : "tokens"}`;

/** What an edit costs: with the model it is meant for, and where others may have to do it, with the dearest of them. */
export function costInWords({ tokens, tokensAtMost }: Pick<Quote, "tokens" | "tokensAtMost">): string {
  return tokensAtMost > tokens ? `${tokens.toLocaleString("en")}–${inTokens(tokensAtMost)}` : inTokens(tokens);
}

export function priceInWords({ baseTokens, tokensPerMegapixel, multiplier }: ModelInfo["price"]): string {
  const perPixels = tokensPerMegapixel > 0 ? `${inTokens(tokensPerMegapixel)} per megapixel` : null;
  const base = baseTokens > 0 || !perPixels ? inTokens(baseTokens) : null;
  const plain = [base, perPixels].filter(Boolean).join(" + ");
  const factors = multiplier ? Object.values(multiplier.factors) : [];
  return factors.some((factor) => factor !== 1) ? `${plain}, × ${rangeOf([1, ...factors])}` : plain;
}

/** How long it takes and how often it works here; null before that is known. */
export function measuredInWords(measured: ModelInfo["measured"]): string | null {
  if (!measured) return null;
  const { medianMillis, successRate } = measured;
  const success = `${percent(successRate)} succeed`;
  return medianMillis === null ? success : `about ${durationInWords(medianMillis)}, ${success}`;
}

export function durationInWords(millis: number): string {
  const seconds = millis / 1000;
  if (seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)} s`;
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** Rounded down, so that what has failed once is never told as 100 %. */
export const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;

function rangeOf(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? String(most) : `${least} to ${most}`;
}
