import "server-only";
import { JOB_STATES, type JobReport, type JobState } from "#lib/contracts/admin/jobs.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { jobOverview, listJobs, retryJob } from "../store/admin/jobs.ts";
import type { By } from "../store/operator.ts";

/** The queue as a whole, and a page of the jobs of one state. Throws `invalid_request` for a cursor that is not ours. */
export async function jobReport(state: JobState, cursor: string | undefined, limit: number): Promise<JobReport> {
  const [overview, jobs] = await Promise.all([jobOverview(), listJobs(state, cursor, limit)]);
  const total = (of: JobState) => overview.tasks.reduce((sum, task) => sum + task[of], 0);
  const counts = Object.fromEntries(JOB_STATES.map((of) => [of, total(of)])) as Record<JobState, number>;
  return { counts, ...overview, jobs };
}

/** @throws RepaintError `not_found`, `job_not_retryable` while it runs */
export async function retry(jobId: string, by: By): Promise<{ outcome: "retried" }> {
  const outcome = await retryJob(jobId, by);
  if (outcome === "retried") return { outcome };
  throw new RepaintError(outcome === "not_found" ? "not_found" : "job_not_retryable");
}
