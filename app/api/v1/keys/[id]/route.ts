import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { route } from "#lib/server/http.ts";
import { revokeApiKey } from "#lib/server/store/api-keys.ts";

/** At once: the next request with it is refused. */
export const DELETE = route({ user: true, keyScope: false, params: idParams }, async ({ user, params }) => {
  if ((await revokeApiKey(user.id, params.id)) === "not_found") throw new RepaintError("not_found");
});
