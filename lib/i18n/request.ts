import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { acceptedLocale, LOCALE_COOKIE, localeNamed } from "./locales.ts";
import { messagesOf } from "./messages.ts";

/** What the pages of this request are written in: as chosen, or else as the browser asks. Addresses carry no language. */
export default getRequestConfig(async () => {
  const chosen = localeNamed((await cookies()).get(LOCALE_COOKIE)?.value);
  const locale = chosen ?? acceptedLocale((await headers()).get("accept-language"));
  return { locale, messages: await messagesOf(locale) };
});
