import type { Edit } from "#lib/contracts/edit.ts";

type EditError = NonNullable<Edit["error"]>;

const SIDES = {
  input: "What was sent was refused",
  output: "What the model painted was withheld",
} as const;

/** Why an edit failed, with what the provider's content rules found, as far as it tells. */
export function errorInWords({ message, moderation }: EditError): string {
  const found = moderation && moderationInWords(moderation);
  return found ? `${message} ${found}` : message;
}

function moderationInWords({ side, category }: NonNullable<EditError["moderation"]>): string | null {
  const words = category && categoryInWords(category);
  if (side === null) return words ? `The reason given: ${words}.` : null;
  return words ? `${SIDES[side]}; the reason given: ${words}.` : `${SIDES[side]}.`;
}

/** Providers write `SELF_HARM`, `sexual/minors` or `violence`. */
function categoryInWords(category: string): string {
  return category
    .replace(/[_-]+/g, " ")
    .replace(/\s*\/\s*/g, ", ")
    .trim()
    .toLowerCase();
}
