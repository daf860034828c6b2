import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { jobReport as contract, type JobState } from "#lib/contracts/admin/jobs.ts";
import { jobReport, retry } from "#lib/server/admin/job-report.ts";
import { startWorker } from "#lib/server/start-worker.ts";
import { noteWorker } from "#lib/server/store/admin/jobs.ts";
import { listAdminActions } from "#lib/server/store/operator.ts";
import { freshDatabase } from "./database.ts";
import { waitFor } from "./wait.ts";

const db = freshDatabase();
const by = { actor: "admin:1", reason: "The disk is back" };

beforeEach(() => db.query("truncate graphile_worker._private_jobs"));

/** A job as it is in one of the states of the queue. */
async function givenJob(task: string, changes = "run_at = run_at"): Promise<string> {
  const [job] = await db.query<{ id: string }>(
    `with job as (select * from graphile_worker.add_job($1, '{"secret": "what is asked for"}', job_key => $2))
     select id from job`,
    [task, `edit:${randomUUID()}`],
  );
  await db.query(`update graphile_worker._private_jobs set ${changes} where id = $1`, [job?.id]);
  return job?.id ?? "";
}

const FAILED = "attempts = 25, max_attempts = 25, last_error = 'no space left on device'";
const RETRYING = "attempts = 2, run_at = now() + interval '1 minute'";
const RUNNING = "attempts = 1, locked_at = now(), locked_by = 'worker-1'";
const report = async (state: JobState = "failed") => contract.parse(await jobReport(state, undefined, 50));

test("the queue is told by state and kind, with how long the oldest has waited, and without what jobs carry", async () => {
  await givenJob("run_edit", "run_at = now() - interval '90 seconds'");
  await givenJob("run_edit", RUNNING);
  await givenJob("run_edit", RETRYING);
  await givenJob("remove_files", "run_at = now() + interval '1 hour'");
  const failed = await givenJob("remove_files", FAILED);
  const told = await report();
  expect(told.counts).toEqual({ failed: 1, retrying: 1, running: 1, waiting: 1, scheduled: 1 });
  expect(told.tasks.map(({ task, failed: gone, waiting }) => [task, gone, waiting])).toEqual([
    ["remove_files", 1, 0],
    ["run_edit", 0, 1],
  ]);
  expect(told.oldestWaitingSeconds).toBeGreaterThanOrEqual(90);
  expect(told.oldestWaitingSeconds).toBeLessThan(120);
  expect(told.jobs.items).toMatchObject([{ id: failed, task: "remove_files", lastError: "no space left on device" }]);
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("an empty queue says so", async () => {
  expect(await report()).toMatchObject({
    oldestWaitingSeconds: null,
    tasks: [],
    jobs: { items: [], nextCursor: null },
  });
});

test("jobs of a state are on exactly one page each, newest first", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) ids.push(await givenJob("remove_files", FAILED));
  const first = await jobReport("failed", undefined, 3);
  const second = await jobReport("failed", first.jobs.nextCursor ?? "", 3);
  expect([...first.jobs.items, ...second.jobs.items].map(({ id }) => id)).toEqual(ids.toReversed());
});

describe("starting a job anew", () => {
  test.each([
    ["failed", FAILED],
    ["waits for its next try", RETRYING],
  ])("one that %s is tried at once, and it is in the book", async (_, changes) => {
    const id = await givenJob("run_edit", changes);
    expect(await retry(id, by)).toEqual({ outcome: "retried" });
    expect((await report("waiting")).jobs.items).toMatchObject([{ id, attempts: 0 }]);
    expect((await listAdminActions(null, undefined, 1)).items).toMatchObject([
      { action: "retry_job", subject: id, ...by, details: { task: "run_edit" } },
    ]);
  });

  test("one that runs or is gone is left alone, and nothing is in the book", async () => {
    const before = (await listAdminActions(null, undefined, 100)).items.length;
    await expect(retry(await givenJob("run_edit", RUNNING), by)).rejects.toMatchObject({ code: "job_not_retryable" });
    await expect(retry("987654321", by)).rejects.toMatchObject({ code: "not_found" });
    expect((await listAdminActions(null, undefined, 100)).items).toHaveLength(before);
  });
});

test("workers are told while they say that they live, and as silent for a day after", async () => {
  const [alive, silent, gone] = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of [silent, gone, alive]) await noteWorker({ id, host: "box", processId: 7 });
  await db.query("update private.workers_seen set seen_at = now() - interval '5 minutes' where id = $1", [silent]);
  await db.query("update private.workers_seen set seen_at = now() - interval '2 days' where id = $1", [gone]);
  await noteWorker({ id: alive, host: "box", processId: 7 });
  expect((await report()).workers.map(({ id, isAlive, host }) => [id, isAlive, host])).toEqual([
    [alive, true, "box"],
    [silent, false, "box"],
  ]);
});

test("a worker is told as soon as it runs", async () => {
  const known = new Set((await report()).workers.map(({ id }) => id));
  const worker = await startWorker();
  const seen = await waitFor("the worker", async () =>
    (await report()).workers.find(({ id, isAlive }) => isAlive && !known.has(id)),
  );
  await worker.stop();
  expect(seen.processId).toBe(process.pid);
});
