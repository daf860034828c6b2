import type { Locale } from "./locales.ts";
import type { Messages } from "./messages/en/index.ts";

export type { Messages };

/** The whole catalogue of a language. Each is loaded only when it is asked for. */
export async function messagesOf(locale: Locale): Promise<Messages> {
  switch (locale) {
    case "de":
      return (await import("./messages/de/index.ts")).default;
    case "ar":
      return (await import("./messages/ar/index.ts")).default;
    default:
      return (await import("./messages/en/index.ts")).default;
  }
}

type Namespace = keyof Messages;

/** What the browser gets on every page, and what it gets more outside the editor and in it. */
export const SHARED_MESSAGES = [
  "account",
  "common",
  "errors",
  "failure",
  "heic",
  "opening",
  "operations",
  "photos",
  "site",
] as const satisfies readonly Namespace[];
export const SITE_MESSAGES = ["billing", "models", "notices"] as const satisfies readonly Namespace[];
/** What the page of the account gets beside those of the site. */
export const ACCOUNT_MESSAGES = ["keys", "profile"] as const satisfies readonly Namespace[];
/** What the pages of whoever runs the server get beside those of the site. */
export const ADMIN_MESSAGES = ["admin", "adminAccounts"] as const satisfies readonly Namespace[];
export const EDITOR_MESSAGES = [
  "comparison",
  "download",
  "editor",
  "edits",
  "history",
  "layers",
  "models",
  "notices",
  "patch",
  "request",
  "tools",
  "viewing",
] as const satisfies readonly Namespace[];

export function messagesNamed<Name extends Namespace>(
  names: readonly Name[],
  messages: Pick<Messages, Name>,
): Pick<Messages, Name> {
  return Object.fromEntries(names.map((name) => [name, messages[name]])) as Pick<Messages, Name>;
}
