import type { Edit } from "#lib/contracts/edit.ts";
import type { Translator } from "#lib/i18n/translator.ts";
import { ApiError } from "./api-error.ts";

/** Why an edit failed, as the API tells it. */
type EditError = NonNullable<Edit["error"]>;

/** What a person reads of an error, in their language; where that has no words for it, what the server said. */
export function wordsOfError(t: Translator, error: ApiError | EditError): string {
  if (error instanceof ApiError) return wordsOfApiError(t, error);
  const found = error.moderation && wordsOfModeration(t, error.moderation);
  const words = t(`errors.codes.${error.code}`);
  return found ? `${words} ${found}` : words;
}

function wordsOfApiError(t: Translator, { wording, values, message }: ApiError): string {
  if (!wording) return message;
  const { option = "", operation } = values;
  return t(`errors.${wording}`, { option, operation: operation ? t(`operations.${operation}.label`) : "" });
}

/** What a provider's content rules found, as far as it tells. */
function wordsOfModeration(t: Translator, found: NonNullable<EditError["moderation"]>): string | null {
  const { side, category } = found;
  if (!category) return side && t(`errors.moderation.${side}`);
  return t(`errors.moderation.${side === null ? "reason" : (`${side}Reason` as const)}`, {
    reason: readable(category),
  });
}

/** Providers write `SELF_HARM`, `sexual/minors` or `violence`. */
function readable(category: string): string {
  return category
    .replace(/[_-]+/g, " ")
    .replace(/\s*\/\s*/g, ", ")
    .trim()
    .toLowerCase();
}
