import type { Edit } from "#lib/contracts/edit.ts";
import type { Translator } from "#lib/i18n/translator.ts";
import type { EditList } from "./edit-list.ts";

const PROMPT_CHARACTERS = 40;

/** Every version that can be shown or downloaded, by name: the original, then the results in the order they were made. */
export function versionNames(t: Translator, edits: EditList): { value: string; label: string }[] {
  return [{ value: "original", label: t("history.original") }, ...results(t, edits)];
}

/** The names of results by id, as `versionNames` gives them. */
export function resultNames(t: Translator, edits: EditList): ReadonlyMap<string, string> {
  return new Map(results(t, edits).map(({ value, label }) => [value, label]));
}

/** What an edit did, in a few words. */
export function editName(t: Translator, { operation, prompt }: Pick<Edit, "operation" | "prompt">): string {
  const label = t(`operations.${operation}.label`);
  if (!prompt) return label;
  const short = prompt.length > PROMPT_CHARACTERS ? `${prompt.slice(0, PROMPT_CHARACTERS).trimEnd()}…` : prompt;
  return t("edits.described", { operation: label, prompt: short });
}

/** The number in the name of a result. */
export const resultNumber = (edits: EditList, id: string): number =>
  succeeded(edits).findIndex((edit) => edit.id === id) + 1;

function results(t: Translator, edits: EditList): { value: string; label: string }[] {
  return succeeded(edits).map((edit, index) => ({
    value: edit.id,
    label: t("edits.numbered", { number: index + 1, name: editName(t, edit) }),
  }));
}

const succeeded = (edits: EditList) => [...edits.values()].filter(({ status }) => status === "succeeded");
