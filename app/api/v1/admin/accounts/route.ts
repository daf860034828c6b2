import { accountQuery } from "#lib/contracts/admin/accounts.ts";
import { route } from "#lib/server/http.ts";
import { listAccounts } from "#lib/server/store/admin/accounts.ts";

export const GET = route({ user: "admin", query: accountQuery }, ({ query: { cursor, limit, ...wanted } }) =>
  listAccounts(wanted, cursor, limit),
);
