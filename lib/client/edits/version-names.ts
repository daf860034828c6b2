import type { Edit } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { EditList } from "./edit-list.ts";

const PROMPT_CHARACTERS = 40;

/** Every version that can be shown or downloaded, by name: the original, then the results in the order they were made. */
export function versionNames(edits: EditList): { value: string; label: string }[] {
  return [{ value: "original", label: "Original" }, ...results(edits)];
}

/** The names of results by id, as `versionNames` gives them. */
export function resultNames(edits: EditList): ReadonlyMap<string, string> {
  return new Map(results(edits).map(({ value, label }) => [value, label]));
}

/** What an edit did, in a few words. */
export function editName({ operation, prompt }: Pick<Edit, "operation" | "prompt">): string {
  const { label } = OPERATIONS[operation];
  if (!prompt) return label;
  return `${label}: ${prompt.length > PROMPT_CHARACTERS ? `${prompt.slice(0, PROMPT_CHARACTERS).trimEnd()}…` : prompt}`;
}

function results(edits: EditList): { value: string; label: string }[] {
  const succeeded = [...edits.values()].filter((edit) => edit.status === "succeeded");
  return succeeded.map((edit, index) => ({ value: edit.id, label: `${index + 1}. ${editName(edit)}` }));
}
