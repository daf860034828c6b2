/**
 * The number a person typed, in the digits and with the decimal sign of any of our languages, and without what groups
 * thousands; null where it is none. A single point or comma is the decimal sign: `1.500` is one and a half.
 */
export function readNumber(text: string): number | null {
  const latin = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll("\u066b", ".")
    .replace(/[\s\u00a0\u202f\u066c'’]/g, "");
  const grouped = /^\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)$/;
  const separators = latin.match(/[.,]/g) ?? [];
  if (separators.length < 2) return /^\d+([.,]\d+)?$/.test(latin) ? Number(latin.replace(",", ".")) : null;
  if (!grouped.test(latin)) return null;
  const [first = ""] = separators;
  return Number(latin.replaceAll(first, "").replace(",", "."));
}
