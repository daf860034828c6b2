import { reasonRequest } from "#lib/contracts/admin/reason.ts";
import { idParams } from "#lib/contracts/params.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { releaseHold } from "#lib/server/admin/release-hold.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: idParams, body: reasonRequest }, ({ user, params, body }) =>
  releaseHold(params.id, { actor: actorOf(user), reason: body.reason }),
);
