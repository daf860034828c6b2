import { route } from "#lib/server/http.ts";
import { listAudits } from "#lib/server/store/admin/ledger-audits.ts";

const EARLIER = 30;

export const GET = route({ user: "admin" }, () => listAudits(EARLIER));
