import { purchaseQuery } from "#lib/contracts/admin/purchases.ts";
import { route } from "#lib/server/http.ts";
import { listAllPurchases } from "#lib/server/store/admin/purchases.ts";

export const GET = route({ user: "admin", query: purchaseQuery }, ({ query: { cursor, limit, ...wanted } }) =>
  listAllPurchases(wanted, cursor, limit),
);
