import { providerParams } from "#lib/contracts/admin/providers.ts";
import { reasonRequest } from "#lib/contracts/admin/reason.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { tryProviderAgain } from "#lib/server/admin/providers.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: providerParams, body: reasonRequest }, ({ user, params, body }) =>
  tryProviderAgain(params.name, { actor: actorOf(user), reason: body.reason }),
);
