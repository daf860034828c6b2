import { overviewQuery } from "#lib/contracts/admin/overview.ts";
import { overviewOf } from "#lib/server/admin/overview.ts";
import { route } from "#lib/server/http.ts";

export const GET = route({ user: "admin", query: overviewQuery }, ({ query }) => overviewOf(query.days));
