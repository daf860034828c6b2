import { providerParams, providerSwitch } from "#lib/contracts/admin/providers.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { switchProviderTo } from "#lib/server/admin/providers.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: providerParams, body: providerSwitch }, ({ user, params, body }) =>
  switchProviderTo(params.name, body.isOn, { actor: actorOf(user), reason: body.reason }),
);
