import type { Locale } from "./locales.ts";
import type { Messages } from "./messages.ts";

/** Makes a key that is not in the catalogue, or an argument that is missing, an error of the type checker. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
