import { blockRequest } from "#lib/contracts/admin/accounts.ts";
import { idParams } from "#lib/contracts/params.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { setBlocked } from "#lib/server/admin/change-account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: idParams, body: blockRequest }, ({ user, params, body }) =>
  setBlocked(params.id, body.isBlocked, { actor: actorOf(user), reason: body.reason }),
);
