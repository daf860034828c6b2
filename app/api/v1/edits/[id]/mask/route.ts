import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { route } from "#lib/server/http.ts";
import { sendObject } from "#lib/server/send-object.ts";
import { pathOf } from "#lib/server/storage.ts";
import { getEdit } from "#lib/server/store/edits.ts";

export const GET = route({ user: true, params: idParams }, async ({ user, params }) => {
  const edit = await getEdit(user.id, params.id);
  if (!edit) throw new RepaintError("not_found");
  return sendObject(pathOf.mask(user.id, edit.imageId, edit.id), "image/png");
});
