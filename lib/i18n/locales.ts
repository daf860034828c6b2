/** The languages of the interface, by BCP 47 tag, each by its own name. The first is the default. */
export const LOCALES = [
  { value: "en", label: "English", direction: "ltr" },
  { value: "de", label: "Deutsch", direction: "ltr" },
  { value: "ar", label: "العربية", direction: "rtl" },
] as const;

export type Locale = (typeof LOCALES)[number]["value"];

/** What a person has chosen. Without it their browser's languages decide. */
export const LOCALE_COOKIE = "locale";

export function localeNamed(value: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale.value === value)?.value;
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return LOCALES.find(({ value }) => value === locale)?.direction ?? "ltr";
}

/**
 * The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4): by quality, then by order; `de-AT`
 * counts as `de`, and what is refused with `q=0` is never taken.
 */
export function acceptedLocale(header: string | null): Locale {
  const wished = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wished) {
    const locale = localeNamed(language);
    if (locale) return locale;
  }
  return LOCALES[0].value;
}
