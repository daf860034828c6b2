import { jobQuery } from "#lib/contracts/admin/jobs.ts";
import { jobReport } from "#lib/server/admin/job-report.ts";
import { route } from "#lib/server/http.ts";

export const GET = route({ user: "admin", query: jobQuery }, ({ query: { state, cursor, limit } }) =>
  jobReport(state, cursor, limit),
);
