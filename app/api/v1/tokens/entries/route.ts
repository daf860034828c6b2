import { listQuery } from "#lib/contracts/common.ts";
import { route } from "#lib/server/http.ts";
import { listEntries } from "#lib/server/store/accounts.ts";

export const GET = route({ user: true, query: listQuery }, ({ user, query }) =>
  listEntries(user.id, query.cursor, query.limit),
);
