import { previewQuery } from "#lib/contracts/edit.ts";
import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { route } from "#lib/server/http.ts";
import { sendObject } from "#lib/server/send-object.ts";
import { pathOf } from "#lib/server/storage.ts";
import { getEdit } from "#lib/server/store/edits.ts";

export const GET = route({ user: true, params: idParams, query: previewQuery }, async ({ user, params }) => {
  const edit = await getEdit(user.id, params.id);
  if (!edit) throw new RepaintError("not_found");
  // A preview goes when its edit ends, often while a page still asks for it: nothing to see, and no error.
  if (!edit.preview) return new Response(null, { status: 204 });
  return sendObject(pathOf.preview(user.id, edit.imageId, edit.id), "image/png");
});
