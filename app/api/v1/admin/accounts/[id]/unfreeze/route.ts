import { reasonRequest } from "#lib/contracts/admin/reason.ts";
import { idParams } from "#lib/contracts/params.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { unfreeze } from "#lib/server/admin/change-account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: idParams, body: reasonRequest }, ({ user, params, body }) =>
  unfreeze(params.id, { actor: actorOf(user), reason: body.reason }),
);
