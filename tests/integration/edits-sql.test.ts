import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import {
  balance,
  brokenRules,
  count,
  givenEdit,
  givenImage,
  givenRun,
  givenSucceeded,
  givenUser,
  requestEdit,
  result,
  statusOf,
  together,
} from "./given.ts";

const db = freshDatabase();

async function given(tokens = 100) {
  const user = await givenUser(db, tokens);
  return { user, image: await givenImage(db, user) };
}

const jobsOf = (edit: string) =>
  db.query<{ task_identifier: string }>("select task_identifier from graphile_worker.jobs where key = 'edit:' || $1", [
    edit,
  ]);

test("a request makes the edit, holds its tokens and enqueues its job together", async () => {
  const { user, image } = await given(10);
  const { outcome, edit } = await requestEdit(db, user, image, { tokens: 3 });
  expect(outcome).toBe("created");
  expect(edit).toMatchObject({
    status: "queued",
    stage: "queued",
    progress: 0,
    tokens_quoted: 3,
    tokens_charged: 0,
    patches: [],
  });
  expect(await balance(db, user)).toEqual({ available: 7, held: 3 });
  expect(await jobsOf(edit.id)).toEqual([{ task_identifier: "run_edit" }]);
  expect(await brokenRules(db)).toEqual([]);
});

test("fifty simultaneous edits of an account that can pay for ten: ten are accepted, the balance is exact", async () => {
  const { user, image } = await given(100);
  const answers = await together(50, () => requestEdit(db, user, image, { tokens: 10 }));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ created: 10, insufficient_tokens: 40 });
  expect(await balance(db, user)).toEqual({ available: 0, held: 100 });
  const [edits] = await db.query("select count(*)::int as edits from public.edits where user_id = $1", [user]);
  expect(edits).toEqual({ edits: 10 });
  expect(await brokenRules(db)).toEqual([]);
});

test("thirty parallel requests with one key make one edit, and all get it", async () => {
  const { user, image } = await given(100);
  const answers = await together(30, () => requestEdit(db, user, image, { key: "same", tokens: 2 }));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ created: 1, exists: 29 });
  expect(new Set(answers.map(({ edit }) => edit.id)).size).toBe(1);
  expect(await balance(db, user)).toEqual({ available: 98, held: 2 });
});

test("a repeated request is answered even when nothing could be paid or run any more", async () => {
  const { user, image } = await given(2);
  const first = await requestEdit(db, user, image, { key: "k", tokens: 2, maxRunning: 1 });
  const again = await requestEdit(db, user, image, { key: "k", tokens: 2, maxRunning: 1 });
  expect(again).toMatchObject({ outcome: "exists", edit: { id: first.edit.id } });
});

test("one key with two requests is a conflict; another person's same key is not", async () => {
  const [mine, theirs] = [await given(), await given()];
  expect((await requestEdit(db, mine.user, mine.image, { key: "k", hash: "a" })).outcome).toBe("created");
  expect((await requestEdit(db, mine.user, mine.image, { key: "k", hash: "b" })).outcome).toBe("idempotency_conflict");
  expect((await requestEdit(db, theirs.user, theirs.image, { key: "k", hash: "b" })).outcome).toBe("created");
});

test("a request that was refused for lack of tokens leaves nothing, and its key works after a purchase", async () => {
  const { user, image } = await given(1);
  expect(await requestEdit(db, user, image, { key: "k", tokens: 5 })).toEqual({
    outcome: "insufficient_tokens",
    available: 1,
    needed: 5,
  });
  await db.call("credit", user, 10, "purchase", "Bought", "stripe", null, randomUUID());
  expect((await requestEdit(db, user, image, { key: "k", tokens: 5 })).outcome).toBe("created");
});

test("a person has no more edits under way than allowed, however they arrive", async () => {
  const { user, image } = await given();
  const answers = await together(20, () => requestEdit(db, user, image, { maxRunning: 3 }));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ created: 3, too_many_running: 17 });
});

test("an edit costs nothing where the price is nothing", async () => {
  const { user, image } = await given(0);
  const { edit, worker } = await givenRun(db, user, image, { tokens: 0 });
  expect((await db.call("complete_edit", edit, worker, result())).outcome).toBe("completed");
  expect(await balance(db, user)).toEqual({ available: 0, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("another person's image, one that is not ready, and none at all cannot be edited", async () => {
  const [mine, theirs] = [await given(), await given()];
  const incoming = randomUUID();
  await db.call("create_image", mine.user, { id: incoming, name: "a", format: "png", bytes: 1 });
  for (const image of [theirs.image, incoming, randomUUID()]) {
    expect(await requestEdit(db, mine.user, image)).toEqual({ outcome: "image_not_found" });
  }
  expect(await balance(db, mine.user)).toEqual({ available: 100, held: 0 });
});

test("an edit builds only on a finished edit of the same image", async () => {
  const { user, image } = await given();
  const succeeded = await givenSucceeded(db, user, image);
  const queued = await givenEdit(db, user, image);
  const failed = await givenRun(db, user, image);
  await db.call("fail_edit", failed.edit, failed.worker, "timeout");
  const otherImage = await givenSucceeded(db, user, await givenImage(db, user));
  const stranger = await given();
  const strangers = await givenSucceeded(db, stranger.user, stranger.image);

  const outcome = async (parentEditId: string) => (await requestEdit(db, user, image, { parentEditId })).outcome;
  expect(await outcome(succeeded)).toBe("created");
  expect(await outcome(queued)).toBe("parent_not_ready");
  for (const parent of [failed.edit, otherImage, strangers, randomUUID()]) {
    expect(await outcome(parent)).toBe("parent_not_found");
  }
});

test("the worker gets the patches of all versions below, in the order they are drawn", async () => {
  const { user, image } = await given();
  const first = await givenSucceeded(db, user, image);
  const second = await givenSucceeded(db, user, image, { parentEditId: first });
  await givenSucceeded(db, user, image, { parentEditId: first });
  const third = await givenEdit(db, user, image, { parentEditId: second });

  const started = await db.call<{ outcome: string; patches: { edit_id: string }[]; image: object; attempt: null }>(
    "start_edit",
    third,
    randomUUID(),
  );
  expect(started.patches.map(({ edit_id }) => edit_id)).toEqual([first, second]);
  expect(started.image).toMatchObject({ id: image, width: 4000 });
  expect(started.attempt).toBeNull();

  const version = (edit: string | null) =>
    db.call<{ outcome: string; patches: object[] }>("get_version", user, image, edit);
  expect(await version(second)).toMatchObject({ outcome: "ok", patches: [{ edit_id: first }, { edit_id: second }] });
  expect(await version(null)).toMatchObject({ outcome: "ok", patches: [] });
  expect((await version(third)).outcome).toBe("edit_not_ready");
  expect((await version(randomUUID())).outcome).toBe("edit_not_found");
  const stranger = await givenUser(db);
  expect((await db.call("get_version", stranger, image, second)).outcome).toBe("image_not_found");
});

test("an edit is started once; whoever comes second is told it is gone", async () => {
  const { user, image } = await given();
  const edit = await givenEdit(db, user, image);
  const workers = Array.from({ length: 10 }, () => randomUUID());
  const answers = await Promise.all(workers.map((worker) => db.call("start_edit", edit, worker)));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ started: 1, gone: 9 });
  const winner = workers[answers.findIndex(({ outcome }) => outcome === "started")];
  expect((await db.call("start_edit", edit, winner)).outcome).toBe("started");
  expect(await db.query("select runs from public.edits where id = $1", [edit])).toEqual([{ runs: 1 }]);
});

test("progress never falls, and what is not told stays", async () => {
  const { user, image } = await given();
  const { edit, worker } = await givenRun(db, user, image);
  const window = { x: 1, y: 2, width: 3, height: 4 };
  await db.call("report_progress", edit, worker, "painting", 0.6, window, 9);
  await db.call("report_progress", edit, worker, null, 0.4);
  await db.call("report_progress", edit, worker, "blending", null);
  expect(await db.call("get_edit", user, edit)).toMatchObject({
    stage: "blending",
    progress: 0.6,
    crop_window: window,
    spread_pixels: 9,
  });
});

test("a finished edit has its patches, its price and nothing changed outside", async () => {
  const { user, image } = await given(10);
  const { edit, worker } = await givenRun(db, user, image, { tokens: 5 });
  const answer = await db.call(
    "complete_edit",
    edit,
    worker,
    result({ charge: 2, warnings: [{ code: "resized", values: { percent: 50 } }] }),
  );
  expect(answer).toMatchObject({
    outcome: "completed",
    edit: {
      status: "succeeded",
      stage: "done",
      progress: 1,
      tokens_quoted: 5,
      tokens_charged: 2,
      outside_pixels_changed: 0,
      warnings: [{ code: "resized" }],
      patches: [{ x: 10, y: 20, width: 30, height: 40, mode: "over" }],
    },
  });
  expect(await balance(db, user)).toEqual({ available: 8, held: 0 });
  expect((await db.call("complete_edit", edit, worker, result({ charge: 5 }))).outcome).toBe("completed");
  expect(await balance(db, user)).toEqual({ available: 8, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("a result that changed pixels outside, or costs more than was quoted, is never stored", async () => {
  const { user, image } = await given(10);
  const { edit, worker } = await givenRun(db, user, image, { tokens: 5 });
  await expect(db.call("complete_edit", edit, worker, result({ outsidePixelsChanged: 1 }))).rejects.toThrow(
    /changed_nothing_outside/,
  );
  await expect(db.call("complete_edit", edit, worker, result({ outsidePixelsChanged: null }))).rejects.toThrow(
    /changed_nothing_outside/,
  );
  await expect(db.call("complete_edit", edit, worker, result({ charge: 6 }))).rejects.toThrow(/cannot capture/);
  expect(await db.call("get_edit", user, edit)).toMatchObject({ status: "running", patches: [] });
  expect(await balance(db, user)).toEqual({ available: 5, held: 5 });
});

test("a failed edit costs nothing and keeps its reason", async () => {
  const { user, image } = await given(10);
  const { edit, worker } = await givenRun(db, user, image, { tokens: 5 });
  expect((await db.call("fail_edit", edit, worker, "timeout")).outcome).toBe("failed");
  expect((await db.call("fail_edit", edit, worker, "internal")).outcome).toBe("failed");
  expect(await db.call("get_edit", user, edit)).toMatchObject({
    status: "failed",
    error_code: "timeout",
    tokens_charged: 0,
  });
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("cancelling a waiting edit gives its tokens back at once, and its job finds nothing to do", async () => {
  const { user, image } = await given(10);
  const edit = await givenEdit(db, user, image, { tokens: 5 });
  expect(await db.call("cancel_edit", user, edit)).toMatchObject({
    outcome: "cancelled",
    edit: { status: "cancelled" },
  });
  expect((await db.call("cancel_edit", user, edit)).outcome).toBe("cancelled");
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
  expect((await db.call("start_edit", edit, randomUUID())).outcome).toBe("gone");
  expect(await brokenRules(db)).toEqual([]);
});

test("cancelling a running edit is told to its worker, whatever it says next", async () => {
  const { user, image } = await given();
  const run = async () => {
    const started = await givenRun(db, user, image);
    expect((await db.call("cancel_edit", user, started.edit)).outcome).toBe("cancelling");
    return started;
  };
  const { edit, worker } = await run();
  expect((await db.call("heartbeat_edit", edit, worker)).outcome).toBe("cancel");
  expect((await db.call("report_progress", edit, worker, "painting", 0.5)).outcome).toBe("cancel");
  expect((await db.call("start_attempt", edit, worker, "local/migan", true)).outcome).toBe("cancel");
  expect((await db.call("fail_edit", edit, worker, "internal")).outcome).toBe("cancelled");
  expect(await db.call("get_edit", user, edit)).toMatchObject({ status: "cancelled", error_code: null });

  const late = await run();
  expect((await db.call("complete_edit", late.edit, late.worker, result())).outcome).toBe("cancelled");
  expect(await db.call("get_edit", user, late.edit)).toMatchObject({ status: "cancelled", patches: [] });
  expect(await balance(db, user)).toEqual({ available: 100, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("an edit that has ended cannot be cancelled, and another person's cannot be touched", async () => {
  const { user, image } = await given();
  const edit = await givenSucceeded(db, user, image);
  expect((await db.call("cancel_edit", user, edit)).outcome).toBe("finished");
  const stranger = await givenUser(db);
  expect((await db.call("cancel_edit", stranger, edit)).outcome).toBe("not_found");
  expect(await db.call("get_edit", stranger, edit)).toBeNull();
  expect(await db.call("find_patch", stranger, edit, null)).toBeNull();
  expect(await db.call("find_patch", user, edit, null)).toMatchObject({ edit_id: edit });
});

test("a run that lost its edit can write nothing", async () => {
  const { user, image } = await given();
  const { edit, worker } = await givenRun(db, user, image);
  const other = randomUUID();
  expect((await db.call("heartbeat_edit", edit, other)).outcome).toBe("lost");
  expect((await db.call("report_progress", edit, other, "painting", 1)).outcome).toBe("lost");
  expect((await db.call("start_attempt", edit, other, "local/migan", true)).outcome).toBe("lost");
  expect((await db.call("complete_edit", edit, other, result())).outcome).toBe("not_running");
  expect((await db.call("fail_edit", edit, other, "internal")).outcome).toBe("not_running");
  expect((await db.call("hand_back_edit", edit, other)).outcome).toBe("not_running");
  expect(await statusOf(db, edit)).toBe("running");
  expect((await db.call("complete_edit", edit, worker, result())).outcome).toBe("completed");
});

test("the end of an edit is final, whoever writes", async () => {
  const { user, image } = await given();
  const edit = await givenSucceeded(db, user, image);
  for (const status of ["queued", "running", "failed", "cancelled"]) {
    await expect(db.query("update public.edits set status = $2 where id = $1", [edit, status])).rejects.toThrow(
      /cannot become/,
    );
  }
});

test("each waiting edit knows how many are before it", async () => {
  await db.query(
    "update public.edits set status = 'running', worker = 'w', heartbeat_at = now(), started_at = now() where status = 'queued'",
  );
  const { user, image } = await given();
  const edits = [await givenEdit(db, user, image), await givenEdit(db, user, image), await givenEdit(db, user, image)];
  const position = async (edit: string) =>
    (await db.call<{ queue_position: number | null }>("get_edit", user, edit)).queue_position;
  expect(await Promise.all(edits.map(position))).toEqual([0, 1, 2]);
  await db.call("start_edit", edits[0], randomUUID());
  expect(await Promise.all(edits.map(position))).toEqual([null, 0, 1]);
});

test("attempts are numbered and closed once", async () => {
  const { user, image } = await given();
  const { edit, worker } = await givenRun(db, user, image);
  const attempt = (await db.call<{ attempt_id: string }>("start_attempt", edit, worker, "fal/lama", false)).attempt_id;
  expect((await db.call("note_attempt_job", attempt, "job-1")).outcome).toBe("noted");
  expect((await db.call("finish_attempt", attempt, "failed", "timeout", "r-1", 1500, 30)).outcome).toBe("finished");
  expect((await db.call("finish_attempt", attempt, "succeeded", null, "r-1", 1500, 30)).outcome).toBe("not_open");
  await db.call("start_attempt", edit, worker, "local/migan", true);
  expect(
    await db.query("select ordinal, model, outcome from private.edit_attempts where edit_id = $1 order by 1", [edit]),
  ).toEqual([
    { ordinal: 1, model: "fal/lama", outcome: "failed" },
    { ordinal: 2, model: "local/migan", outcome: null },
  ]);
});
