import "server-only";
import type { Job, JobReport, JobState } from "#lib/contracts/admin/jobs.ts";
import { call } from "../../database.ts";
import type { By } from "../operator.ts";
import { afterNumber, type Page, pageOf } from "../page.ts";
import { toTimestamp } from "../rows.ts";

/** Twice what a worker needs to tell that it lives, and some. */
const SILENT_MILLIS = 30_000;

type TaskCounts = JobReport["tasks"][number];

interface OverviewRow {
  readonly tasks: readonly TaskCounts[];
  readonly oldest_waiting_seconds: number | null;
  readonly workers: ReadonlyArray<{
    readonly id: string;
    readonly host: string;
    readonly process_id: number;
    readonly started_at: string;
    readonly seen_at: string;
  }>;
}

/** How much there is of what, and who works. */
export async function jobOverview(): Promise<Omit<JobReport, "jobs" | "counts">> {
  const { tasks, oldest_waiting_seconds, workers } = await call<OverviewRow>("job_overview");
  return {
    tasks: [...tasks],
    oldestWaitingSeconds: oldest_waiting_seconds,
    workers: workers.map(({ id, host, process_id, started_at, seen_at }) => ({
      id,
      host,
      processId: process_id,
      startedAt: toTimestamp(started_at),
      seenAt: toTimestamp(seen_at),
      isAlive: Date.parse(seen_at) > Date.now() - SILENT_MILLIS,
    })),
  };
}

interface JobRow {
  readonly id: number;
  readonly task: string;
  readonly key: string | null;
  readonly state: JobState;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly last_error: string | null;
  readonly run_at: string;
  readonly created_at: string;
}

/** Of one state, newest first. Throws `invalid_request` for a cursor that is not ours. */
export async function listJobs(state: JobState, cursor: string | undefined, limit: number): Promise<Page<Job>> {
  const rows = await call<JobRow[]>("list_jobs", state, afterNumber(cursor), limit + 1);
  return pageOf(rows, limit, toJob, ({ id }) => id);
}

function toJob(row: JobRow): Job {
  const { id, task, key, state, attempts } = row;
  return {
    id: String(id),
    task,
    key,
    state,
    attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error,
    runAt: toTimestamp(row.run_at),
    createdAt: toTimestamp(row.created_at),
  };
}

/** From its first try on, now; not while it runs. Written into the book. */
export async function retryJob(jobId: string, by: By): Promise<"retried" | "running" | "not_found"> {
  const answer = await call<{ outcome: "retried" | "running" | "not_found" }>("retry_job", jobId, by.actor, by.reason);
  return answer.outcome;
}

/** A worker says that it lives. */
export async function noteWorker(worker: { id: string; host: string; processId: number }): Promise<void> {
  await call("note_worker", worker.id, worker.host, worker.processId);
}
