import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { route } from "#lib/server/http.ts";
import { endStoredSession } from "#lib/server/store/profile.ts";

export const DELETE = route({ user: true, keyScope: false, params: idParams }, async ({ user, params }) => {
  if ((await endStoredSession(user.id, params.id)) === "not_found") throw new RepaintError("not_found");
});
