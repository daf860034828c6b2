import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import {
  balance,
  brokenRules,
  givenEdit,
  givenImage,
  givenRun,
  givenUser,
  result,
  statusOf,
  together,
} from "./given.ts";

const db = freshDatabase();
let user: string;
let image: string;

beforeEach(async () => {
  user = await givenUser(db, 100);
  image = await givenImage(db, user);
});

interface Swept {
  readonly outcome: string;
  readonly requeued: string[];
  readonly interrupted: string[];
  readonly cancelled: string[];
  readonly expired: string[];
  readonly reenqueued: string[];
}
const sweep = () => db.call<Swept>("sweep_edits", 20);

/** As if the worker of the edit had been killed half a minute ago. */
const silence = (edit: string) =>
  db.query("update public.edits set heartbeat_at = now() - interval '30 seconds' where id = $1", [edit]);

const startAttempt = async (edit: string, worker: string, model: string, repeatable: boolean) =>
  (await db.call<{ attempt_id: string }>("start_attempt", edit, worker, model, repeatable)).attempt_id;

test("an edit whose worker is alive is left alone", async () => {
  const { edit, worker } = await givenRun(db, user, image);
  await silence(edit);
  await db.call("heartbeat_edit", edit, worker);
  expect((await sweep()).requeued).toEqual([]);
  expect(await statusOf(db, edit)).toBe("running");
});

test("an edit that fell silent before any provider was called runs again, as another run", async () => {
  const { edit, worker } = await givenRun(db, user, image);
  await db.call("report_progress", edit, worker, "planning", 0.3);
  await silence(edit);
  expect((await sweep()).requeued).toEqual([edit]);
  expect(await db.call("get_edit", user, edit)).toMatchObject({ status: "queued", stage: "queued", progress: 0.3 });

  const next = randomUUID();
  expect(await db.call("start_edit", edit, next)).toMatchObject({ outcome: "started", edit: { runs: 2 } });
  expect((await db.call("heartbeat_edit", edit, worker)).outcome).toBe("lost");
  expect((await db.call("complete_edit", edit, worker, result())).outcome).toBe("not_running");
  expect((await db.call("complete_edit", edit, next, result())).outcome).toBe("completed");
  expect(await brokenRules(db)).toEqual([]);
});

test("a call that bills nothing is made again", async () => {
  const { edit, worker } = await givenRun(db, user, image);
  await startAttempt(edit, worker, "local/migan", true);
  await silence(edit);
  expect((await sweep()).requeued).toEqual([edit]);
});

test("a billed call whose job is known is handed to the next run, to be polled", async () => {
  const { edit, worker } = await givenRun(db, user, image);
  const attempt = await startAttempt(edit, worker, "replicate/lama", false);
  await db.call("note_attempt_job", attempt, "job-7");
  await silence(edit);
  expect((await sweep()).requeued).toEqual([edit]);
  expect(await db.call("start_edit", edit, randomUUID())).toMatchObject({
    outcome: "started",
    attempt: { id: attempt, provider_job_id: "job-7", outcome: null },
  });
});

test("a billed call whose job is unknown is never sent twice: the edit ends as interrupted and costs nothing", async () => {
  const { edit, worker } = await givenRun(db, user, image, { tokens: 7 });
  await startAttempt(edit, worker, "openai/gpt-image", false);
  await silence(edit);
  expect((await sweep()).interrupted).toEqual([edit]);
  expect(await db.call("get_edit", user, edit)).toMatchObject({
    status: "failed",
    error_code: "interrupted",
    tokens_charged: 0,
  });
  expect(await balance(db, user)).toEqual({ available: 100, held: 0 });
  expect((await db.call("complete_edit", edit, worker, result())).outcome).toBe("not_running");
  expect(await brokenRules(db)).toEqual([]);
});

test("the latest call decides: after a billed one failed, a free one may be made again", async () => {
  const { edit, worker } = await givenRun(db, user, image);
  const billed = await startAttempt(edit, worker, "openai/gpt-image", false);
  await db.call("finish_attempt", billed, "failed", "overloaded", null, null, 10);
  await startAttempt(edit, worker, "local/migan", true);
  await silence(edit);
  expect((await sweep()).requeued).toEqual([edit]);
});

test("an edit that takes its worker down three times ends as interrupted", async () => {
  const edit = await givenEdit(db, user, image);
  for (const ends of ["requeued", "requeued", "interrupted"] as const) {
    const worker = randomUUID();
    expect((await db.call("start_edit", edit, worker)).outcome).toBe("started");
    await startAttempt(edit, worker, "local/migan", true);
    await silence(edit);
    expect((await sweep())[ends]).toEqual([edit]);
  }
  expect(await db.call("get_edit", user, edit)).toMatchObject({ status: "failed", error_code: "interrupted", runs: 3 });
  expect(await balance(db, user)).toEqual({ available: 100, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("an edit that was cancelled while its worker was dead ends as cancelled", async () => {
  const { edit } = await givenRun(db, user, image);
  await db.call("cancel_edit", user, edit);
  await silence(edit);
  expect((await sweep()).cancelled).toEqual([edit]);
  expect(await statusOf(db, edit)).toBe("cancelled");
  expect(await balance(db, user)).toEqual({ available: 100, held: 0 });
});

test("a worker that must stop gives its edit back at once, and that run does not count", async () => {
  const edit = await givenEdit(db, user, image);
  for (let stop = 0; stop < 5; stop += 1) {
    const worker = randomUUID();
    await db.call("start_edit", edit, worker);
    expect((await db.call("hand_back_edit", edit, worker)).outcome).toBe("requeued");
  }
  const worker = randomUUID();
  await db.call("start_edit", edit, worker);
  await startAttempt(edit, worker, "openai/gpt-image", false);
  expect((await db.call("hand_back_edit", edit, worker)).outcome).toBe("interrupted");
  expect(await brokenRules(db)).toEqual([]);
});

test("a waiting edit whose job was lost with its worker is enqueued again, one that waits its turn is not", async () => {
  const [dead, gone, waiting] = [
    await givenEdit(db, user, image),
    await givenEdit(db, user, image),
    await givenEdit(db, user, image),
  ];
  await db.query("update public.edits set created_at = now() - interval '1 minute' where id = any($1)", [
    [dead, gone, waiting],
  ]);
  await db.query(
    "update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'dead', attempts = 1 where key = 'edit:' || $1",
    [dead],
  );
  await db.query("delete from graphile_worker._private_jobs where key = 'edit:' || $1", [gone]);
  expect([...(await sweep()).reenqueued].sort()).toEqual([dead, gone].sort());
  expect((await sweep()).reenqueued).toEqual([]);
  const live = await db.query(
    "select key from graphile_worker.jobs where locked_at is null and key = any($1) and attempts < max_attempts",
    [[dead, gone, waiting].map((edit) => `edit:${edit}`)],
  );
  expect(live).toHaveLength(3);
});

test("an edit whose hold ran out ends as expired, waiting or running, and its tokens come back", async () => {
  const waiting = await givenEdit(db, user, image, { tokens: 2 });
  const { edit: running, worker } = await givenRun(db, user, image, { tokens: 3 });
  const renewed = await givenRun(db, user, image, { tokens: 4 });
  await db.query("update private.open_holds set expires_at = now() - interval '1 second' where user_id = $1", [user]);
  await db.call("heartbeat_edit", renewed.edit, renewed.worker);
  expect([...(await sweep()).expired].sort()).toEqual([waiting, running].sort());
  for (const edit of [waiting, running]) {
    expect(await db.call("get_edit", user, edit)).toMatchObject({ status: "failed", error_code: "expired" });
  }
  expect((await db.call("complete_edit", running, worker, result())).outcome).toBe("not_running");
  expect((await db.call("complete_edit", renewed.edit, renewed.worker, result())).outcome).toBe("completed");
  expect(await balance(db, user)).toEqual({ available: 96, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("many workers may sweep at the same time: each edit is taken up once", async () => {
  const runs = await together(8, () => givenRun(db, user, image));
  for (const { edit } of runs) await silence(edit);
  const swept = await together(10, sweep);
  expect(swept.flatMap(({ requeued = [] }) => requeued).sort()).toEqual(runs.map(({ edit }) => edit).sort());
});

test("a sweep does not wait for an edit that someone is working on", async () => {
  const { edit } = await givenRun(db, user, image);
  await silence(edit);
  const client = await db.connect();
  await client.query("begin");
  await client.query("select from public.edits where id = $1 for update", [edit]);
  expect((await sweep()).requeued).toEqual([]);
  await client.query("rollback");
  expect((await sweep()).requeued).toEqual([edit]);
});
