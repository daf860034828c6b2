import { exportRange, PURCHASE_COLUMNS } from "#lib/contracts/admin/exports.ts";
import { sendCsv } from "#lib/server/csv.ts";
import { route } from "#lib/server/http.ts";
import { exportPurchases } from "#lib/server/store/admin/exports.ts";

export const GET = route({ user: "admin", query: exportRange }, ({ query }) =>
  sendCsv("purchases.csv", PURCHASE_COLUMNS, exportPurchases(query)),
);
