import { accountRecordQuery } from "#lib/contracts/admin/accounts.ts";
import { idParams } from "#lib/contracts/params.ts";
import { accountRecord } from "#lib/server/admin/account-record.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { route } from "#lib/server/http.ts";

export const GET = route({ user: "admin", params: idParams, query: accountRecordQuery }, ({ user, params, query }) =>
  accountRecord(params.id, query.cursor, actorOf(user)),
);
