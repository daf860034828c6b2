import * as z from "zod/mini";
import { id, listOf, timestamp } from "../common.ts";
import { pageQuery } from "./lists.ts";

/** `failed` is for good: nobody tries it again by itself. `scheduled` is for later, `retrying` waits for its next try. */
export const JOB_STATES = ["failed", "retrying", "running", "waiting", "scheduled"] as const;
export type JobState = (typeof JOB_STATES)[number];

export const jobQuery = z.object({ state: z._default(z.enum(JOB_STATES), "failed"), ...pageQuery });

/** The queue's own number. */
const jobId = z.string().check(z.regex(/^\d{1,18}$/));
export const jobParams = z.object({ id: jobId });

const job = z.object({
  id: jobId,
  task: z.string(),
  /** What it is about, such as `edit:<id>`. */
  key: z.nullable(z.string()),
  state: z.enum(JOB_STATES),
  attempts: z.int(),
  maxAttempts: z.int(),
  lastError: z.nullable(z.string()),
  /** When it may be tried next. */
  runAt: timestamp,
  createdAt: timestamp,
});
export type Job = z.infer<typeof job>;

const counts = z.object(
  Object.fromEntries(JOB_STATES.map((state) => [state, z.int()])) as Record<JobState, z.ZodMiniInt>,
);

export const jobReport = z.object({
  counts,
  tasks: z.array(z.extend(counts, { task: z.string() })),
  /** Of what could run now; null where nothing waits. */
  oldestWaitingSeconds: z.nullable(z.int()),
  /** Of the last day, the latest first. A worker tells every ten seconds that it lives. */
  workers: z.array(
    z.object({
      id,
      host: z.string(),
      processId: z.int(),
      startedAt: timestamp,
      seenAt: timestamp,
      isAlive: z.boolean(),
    }),
  ),
  /** Of the state that was asked for, newest first. */
  jobs: listOf(job),
});
export type JobReport = z.infer<typeof jobReport>;

export const retryAnswer = z.object({ outcome: z.literal("retried") });
