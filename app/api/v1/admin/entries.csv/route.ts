import { ENTRY_COLUMNS, exportRange } from "#lib/contracts/admin/exports.ts";
import { sendCsv } from "#lib/server/csv.ts";
import { route } from "#lib/server/http.ts";
import { exportEntries } from "#lib/server/store/admin/exports.ts";

export const GET = route({ user: "admin", query: exportRange }, ({ query }) =>
  sendCsv("entries.csv", ENTRY_COLUMNS, exportEntries(query)),
);
