import { actionQuery } from "#lib/contracts/admin/actions.ts";
import { route } from "#lib/server/http.ts";
import { listAdminActions } from "#lib/server/store/operator.ts";

export const GET = route({ user: "admin", query: actionQuery }, ({ query }) =>
  listAdminActions(query.userId ?? null, query.cursor, query.limit),
);
