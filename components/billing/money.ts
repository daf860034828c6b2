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

/** An amount as it is typed, `12.5` or `12,50`, in the currency's smallest unit; null for anything else. */
export function minorOf(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [, whole = "", fraction = ""] = /^(\d{1,10})(?:[.,](\d*))?$/.exec(text.trim()) ?? [];
  if (whole === "" || fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, "0"));
}

/** The same the other way round: `12.50`. */
export function typedAmount({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
