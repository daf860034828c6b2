import "server-only";
import { createTranslator } from "use-intl/core";
import type { Unavailability } from "#lib/domain/notice.ts";
import messages from "#lib/i18n/messages/en/index.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";

const t = createTranslator({ locale: "en", messages });

/** Why a model is unavailable, for those who read the API without a catalogue of their own. */
export const inEnglish = (reason: Unavailability): string => wordsOfNotice(t, "unavailable", reason).text;
