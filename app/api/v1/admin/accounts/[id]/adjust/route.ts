import { adjustRequest } from "#lib/contracts/admin/accounts.ts";
import { idParams } from "#lib/contracts/params.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { adjust } from "#lib/server/admin/change-account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: idParams, body: adjustRequest }, ({ user, params, body }) =>
  adjust(params.id, body, { actor: actorOf(user), reason: body.reason }),
);
