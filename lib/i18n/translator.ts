import type { useTranslations } from "next-intl";

/** Looks up any text of the interface by its whole key, such as `edits.finished`. */
export type Translator = ReturnType<typeof useTranslations<never>>;
