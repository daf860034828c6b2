import type { Money } from "#lib/domain/pack.ts";

/** `$5`, `5,50 €`: as people here write amounts, without decimals that are all zero. */
export function moneyInWords(locale: string, { amount, currency }: Money): string {
  return written(locale, { amount, currency }, "stripIfInteger");
}

/** `$5.00`: with all decimals, for amounts that stand below one another. */
export function moneyInColumn(locale: string, money: Money): string {
  return written(locale, money, "auto");
}

function written(locale: string, { amount, currency }: Money, trailingZeroDisplay: "auto" | "stripIfInteger"): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, trailingZeroDisplay });
  return steadySign(format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)));
}

/** `US$` at the end of a text that runs right to left would have its two parts swapped: a mark keeps them together. */
export const steadySign = (money: string): string => money.replace(/[A-Z]\$$/, "$&\u200e");

/** The price of one token, which may be below the smallest coin. */
export function pricePerToken(locale: string, { amount, currency }: Money, tokens: number): string {
  const digits = digitsOf(currency);
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: digits + 2 });
  return steadySign(format.format(amount / 10 ** digits / tokens));
}

/** An amount as it is typed, `12.5` or `12,50`, in the currency's smallest unit; null for anything else. */
export function minorOf(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [, whole = "", fraction = ""] = /^(\d{1,10})(?:[.,](\d*))?$/.exec(plainDigits(text)) ?? [];
  if (whole === "" || fraction.length > digits) return null;
  return Number(whole + fraction.padEnd(digits, "0"));
}

/** The same the other way round: `12.50`. */
export function typedAmount({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** A whole number as it is typed, in whatever digits and with whatever minus; null for anything else. */
export function wholeOf(text: string): number | null {
  const plain = plainDigits(text).replace(/^[\u2212\u2013]/, "-");
  return /^[+-]?\d{1,15}$/.test(plain) ? Number(plain) : null;
}

/** Arabic keyboards write their own digits, and marks of direction with them. */
function plainDigits(text: string): string {
  return text
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace("\u066b", ".")
    .trim();
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
