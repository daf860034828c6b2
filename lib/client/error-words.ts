import type { useTranslations } from "next-intl";
import type { Edit } from "#lib/contracts/edit.ts";
import { ApiError } from "./api-error.ts";

export type ErrorTranslator = ReturnType<typeof useTranslations<"errors">>;

/** Why an edit failed, as the API tells it. */
type EditError = NonNullable<Edit["error"]>;

/** What a person reads of an error, in their language; where that has no words for it, what the server said. */
export function wordsOfError(t: ErrorTranslator, error: ApiError | EditError): string {
  if (error instanceof ApiError) return error.wording ? t(error.wording) : error.message;
  const found = error.moderation && wordsOfModeration(t, error.moderation);
  const words = t(`codes.${error.code}`);
  return found ? `${words} ${found}` : words;
}

/** What a provider's content rules found, as far as it tells. */
function wordsOfModeration(t: ErrorTranslator, found: NonNullable<EditError["moderation"]>): string | null {
  const { side, category } = found;
  if (!category) return side && t(`moderation.${side}`);
  return t(`moderation.${side === null ? "reason" : (`${side}Reason` as const)}`, { reason: readable(category) });
}

/** Providers write `SELF_HARM`, `sexual/minors` or `violence`. */
function readable(category: string): string {
  return category
    .replace(/[_-]+/g, " ")
    .replace(/\s*\/\s*/g, ", ")
    .trim()
    .toLowerCase();
}
