import "server-only";
import type { AppearanceChange } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { call } from "../database.ts";
import { type EditRow, toEdit } from "./rows.ts";

/** How results are shown and blended, as the people who own them change it. What the worker does is in `reblends.ts`. */
export type ChangeOutcome =
  | { readonly outcome: "changed"; readonly edit: Edit }
  | { readonly outcome: "not_found" | "not_finished" | "not_changeable" | "not_reblendable" };

/**
 * Changes what is named, and enqueues the job `reblend_edit` with `{ editId }` where the patch has to be blended anew.
 * `erasedPath`: where the mask of what is erased is stored, null for none.
 */
export async function changeAppearance(
  userId: string,
  editId: string,
  change: AppearanceChange | { readonly erasedPath: string | null },
): Promise<ChangeOutcome> {
  return withEdit(await call<Answer<ChangeOutcome>>("change_appearance", userId, editId, change));
}

export type DiscardOutcome =
  | { readonly outcome: "changed"; readonly edit: Edit }
  | { readonly outcome: "not_found" | "not_finished" | "in_use" | "removed" };

/** Puts an edit aside, or takes that back. */
export async function discardEdit(userId: string, editId: string, discarded: boolean): Promise<DiscardOutcome> {
  return withEdit(await call<Answer<DiscardOutcome>>("discard_edit", userId, editId, discarded));
}

/** Storage path of the mask of what this person erased of the edit; null where nothing is, or where it is not theirs. */
export function findErased(userId: string, editId: string): Promise<string | null> {
  return call<string | null>("find_erased", userId, editId);
}

/** Takes up blending that dead workers left, and removes the files of what was discarded a day ago. */
export async function sweepAppearances(): Promise<void> {
  await call("sweep_appearances");
}

type Answer<Outcome extends { readonly outcome: string }> =
  | { readonly outcome: "changed"; readonly edit: EditRow }
  | Exclude<Outcome, { outcome: "changed" }>;

function withEdit<Refusal extends string>(
  answer: { readonly outcome: "changed"; readonly edit: EditRow } | { readonly outcome: Refusal },
) {
  return "edit" in answer ? { outcome: "changed" as const, edit: toEdit(answer.edit) } : answer;
}
