import type { useTranslations } from "next-intl";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { marginFactor } from "#lib/domain/pricing.ts";

/** What a model costs, takes and does, in the few words there is room for in tables. */
export type ModelTranslator = ReturnType<typeof useTranslations<"models">>;

export function wordsOfPrice(t: ModelTranslator, price: ModelInfo["price"]): string {
  const { multiplier } = price;
  const [base, perMegapixel] = [price.baseTokens, price.tokensPerMegapixel].map(
    (tokens) => Math.round(tokens * marginFactor(price.marginPercent) * 100) / 100,
  ) as [number, number];
  const kind = perMegapixel <= 0 ? "fixed" : base <= 0 ? "perMegapixel" : "both";
  if (kind === "fixed" && !multiplier) return t("price.fixed", { base: Math.ceil(base), perMegapixel });
  const plain = t(`price.${kind}`, { base, perMegapixel });
  const factors = [1, ...(multiplier ? Object.values(multiplier.factors) : [])];
  const [least, most] = [Math.min(...factors), Math.max(...factors)];
  return least === most ? plain : t("price.multiplied", { price: plain, least, most });
}

/** How long it takes and how often it works here; null before that is known. */
export function wordsOfMeasured(t: ModelTranslator, measured: ModelInfo["measured"]): string | null {
  if (!measured) return null;
  // Rounded down, so that what has failed once is never told as 100 %.
  const percent = Math.floor(measured.successRate * 100 + 1e-9);
  if (measured.medianMillis === null) return t("measured.successOnly", { percent });
  const { unit, ...time } = timeOf(measured.medianMillis);
  return t(`measured.${unit}`, { ...time, percent });
}

/** How long an edit took. */
export function wordsOfDuration(t: ModelTranslator, millis: number): string {
  const { unit, ...time } = timeOf(millis);
  return t(`duration.${unit}`, time);
}

/** In the unit it is thought of. */
function timeOf(millis: number) {
  const seconds = millis / 1000;
  const minutes = Math.round(seconds / 60);
  if (seconds < 10) return { unit: "tenths", seconds: Math.max(0.1, seconds), minutes } as const;
  return { unit: seconds < 100 ? "seconds" : "minutes", seconds: Math.round(seconds), minutes } as const;
}

export function wordsOfLimits(t: ModelTranslator, { minSide, maxSide, maxPixels }: ModelInfo["limits"]): string {
  const exact = maxPixels / 1_000_000;
  const megapixels = exact >= 10 ? Math.round(exact) : Number(exact.toFixed(1));
  return t("limits", { least: minSide, most: maxSide, megapixels });
}

export function wordsOfMask(t: ModelTranslator, { channel, soft, required }: ModelInfo["mask"]): string {
  if (channel === "none") return t("mask.none");
  if (soft) return t(required ? "mask.softRequired" : "mask.soft");
  return t(required ? "mask.hardRequired" : "mask.hard");
}

export function wordsOfPrompt(t: ModelTranslator, { use, maxCharacters, orReference }: ModelInfo["prompt"]): string {
  if (use === "ignored") return t("prompt.ignored");
  const need = use === "optional" && orReference ? "orReference" : use;
  return maxCharacters === null ? t(`prompt.${need}`) : t(`prompt.${need}UpTo`, { most: maxCharacters });
}
