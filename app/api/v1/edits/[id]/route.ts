import { editChange } from "#lib/contracts/appearance.ts";
import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { changeEdit } from "#lib/server/change-edit.ts";
import { route } from "#lib/server/http.ts";
import { cancelEdit, getEdit } from "#lib/server/store/edits.ts";

export const GET = route({ user: true, params: idParams }, async ({ user, params }) => {
  const edit = await getEdit(user.id, params.id);
  if (!edit) throw new RepaintError("not_found");
  return edit;
});

/** How the result is shown and blended, or whether it is put aside. */
export const PATCH = route({ user: true, params: idParams, body: editChange }, ({ user, params, body }) =>
  changeEdit(user.id, params.id, body),
);

/** Cancels. A running edit answers as it is; its end comes as an event. */
export const DELETE = route({ user: true, keyScope: "edit", params: idParams }, async ({ user, params }) => {
  const answer = await cancelEdit(user.id, params.id);
  if (answer.outcome === "not_found") throw new RepaintError("not_found");
  if (answer.outcome === "finished") throw new RepaintError("edit_finished");
  return answer.edit;
});
