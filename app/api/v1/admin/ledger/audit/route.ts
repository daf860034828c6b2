import { actorOf } from "#lib/server/admin/actor.ts";
import { route } from "#lib/server/http.ts";
import { runAudit } from "#lib/server/store/admin/ledger-audits.ts";

export const POST = route({ user: "admin" }, ({ user }) => runAudit(actorOf(user)));
