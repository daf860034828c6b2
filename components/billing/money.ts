import type { Money } from "#lib/domain/pack.ts";

/** `$5`, `5,50 €`: as people here write amounts, without decimals that are all zero. */
export function moneyInWords(locale: string, { amount, currency }: Money): string {
  const style = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  const format = new Intl.NumberFormat(locale, style);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The price of one token, which may be below the smallest coin. */
export function pricePerToken(locale: string, { amount, currency }: Money, tokens: number): string {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
  }).resolvedOptions();
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: digits + 2 });
  return format.format(amount / 10 ** digits / tokens);
}
