import type { Locale } from "./locales.ts";

/**
 * What providers declare in English (descriptions, settings and their help, values, names that are words) and how it
 * reads in another language, by the English: a text that is reworded there is missed here by a test, and never shown in
 * the meaning it had.
 */
export type ProviderTexts = Readonly<Record<string, string>>;

/** Null for English, which is the original. Each is loaded only when it is asked for: few pages list models. */
export async function providerTextsOf(locale: Locale): Promise<ProviderTexts | null> {
  switch (locale) {
    case "de":
      return (await import("./provider-texts/de/index.ts")).default;
    case "ar":
      return (await import("./provider-texts/ar/index.ts")).default;
    case "en":
      return null;
  }
}
