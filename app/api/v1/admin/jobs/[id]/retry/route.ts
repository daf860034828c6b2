import { jobParams } from "#lib/contracts/admin/jobs.ts";
import { reasonRequest } from "#lib/contracts/admin/reason.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { retry } from "#lib/server/admin/job-report.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: jobParams, body: reasonRequest }, ({ user, params, body }) =>
  retry(params.id, { actor: actorOf(user), reason: body.reason }),
);
