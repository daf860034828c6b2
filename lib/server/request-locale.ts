import "server-only";
import { parseCookieHeader } from "@supabase/ssr";
import { acceptedLocale, LOCALE_COOKIE, type Locale, localeNamed } from "#lib/i18n/locales.ts";

/** The language of whoever asks, as for pages: what they have chosen, or else as the browser asks. */
export function localeOf(headers: Headers): Locale {
  const cookies = parseCookieHeader(headers.get("cookie") ?? "");
  const chosen = localeNamed(cookies.find(({ name }) => name === LOCALE_COOKIE)?.value);
  return chosen ?? acceptedLocale(headers.get("accept-language"));
}
