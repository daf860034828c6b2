import { idParams, patchQuery } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { route } from "#lib/server/http.ts";
import { sendObject } from "#lib/server/send-object.ts";
import { findPatch } from "#lib/server/store/edits.ts";

export const GET = route({ user: true, params: idParams, query: patchQuery }, async ({ user, params, query }) => {
  const patch = await findPatch(user.id, params.id, query.patch ?? null);
  if (!patch) throw new RepaintError("not_found");
  return sendObject(patch.path, "image/png");
});
