import { holdQuery } from "#lib/contracts/admin/holds.ts";
import { route } from "#lib/server/http.ts";
import { listOpenHolds } from "#lib/server/store/admin/holds.ts";

export const GET = route({ user: "admin", query: holdQuery }, ({ query: { minutes, cursor, limit } }) =>
  listOpenHolds(minutes * 60, cursor, limit),
);
