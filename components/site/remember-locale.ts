import { LOCALE_COOKIE, type Locale } from "#lib/i18n/locales.ts";
import { rememberForAYear } from "./cookie.ts";

/** For the server, which words every page by it. */
export const rememberLocale = (locale: Locale): void => rememberForAYear(LOCALE_COOKIE, locale);
