import "server-only";
import { createTranslator } from "use-intl/core";
import type { Locale } from "#lib/i18n/locales.ts";
import { messagesOf } from "#lib/i18n/messages.ts";

/** What is where in the archive, in words. */
export async function readmeIn(locale: Locale): Promise<string> {
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "profile.export.readme" });
  const lines = [t("title"), "", t("account"), t("original"), t("mask"), t("reference"), t("result"), t("erased")];
  // With the line ends that the plainest editors know.
  return `${lines.join("\r\n")}\r\n`;
}
