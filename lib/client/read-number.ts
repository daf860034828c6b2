/**
 * The number a person typed, in the digits and with the decimal sign of any of our languages, and without what groups
 * thousands; null where it is none.
 */
export function readNumber(text: string): number | null {
  const latin = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll("\u066b", ".")
    .replace(/[\s\u00a0\u202f\u066c'’]/g, "");
  const last = Math.max(latin.lastIndexOf("."), latin.lastIndexOf(","));
  const isGrouped = /^\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(latin);
  const plain =
    last < 0 || isGrouped
      ? latin.replace(/[.,]/g, "")
      : `${latin.slice(0, last).replace(/[.,]/g, "")}.${latin.slice(last + 1)}`;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
