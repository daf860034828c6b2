import "server-only";
import type { EditChange } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import { type ChangeOutcome, changeAppearance, type DiscardOutcome, discardEdit } from "./store/appearances.ts";

/**
 * Changes how a person's edit is shown and blended, or puts it aside.
 *
 * @throws RepaintError `not_found`, `edit_not_finished`, `edit_not_changeable`, `edit_not_reblendable`, `edit_in_use`,
 *   `edit_removed`
 */
export async function changeEdit(userId: string, editId: string, { appearance, discarded }: EditChange): Promise<Edit> {
  return changed(
    discarded === undefined
      ? await changeAppearance(userId, editId, appearance ?? {})
      : await discardEdit(userId, editId, discarded),
  );
}

const REFUSALS = {
  not_found: "not_found",
  not_finished: "edit_not_finished",
  not_changeable: "edit_not_changeable",
  not_reblendable: "edit_not_reblendable",
  in_use: "edit_in_use",
  removed: "edit_removed",
} as const satisfies Record<string, ErrorCode>;

/** The edit after the change, or the refusal by its code. */
export function changed(answer: ChangeOutcome | DiscardOutcome): Edit {
  if (answer.outcome === "changed") return answer.edit;
  throw new RepaintError(REFUSALS[answer.outcome]);
}
