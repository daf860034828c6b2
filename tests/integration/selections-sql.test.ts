import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { selectionRequest } from "#lib/contracts/selection.ts";
import { stopListening } from "#lib/server/changes.ts";
import { selectObject } from "#lib/server/select-object/select-object.ts";
import { freshDatabase } from "./database.ts";
import { count, givenImage, givenUser, together } from "./given.ts";

const db = freshDatabase();
// Before the database goes.
afterAll(stopListening);
const RESULT = { x: 1, y: 2, width: 3, height: 4, method: "model" };
const MASK = Buffer.from("a mask").toString("base64");

const ask = (user: string, image: string, most = 100) =>
  db.call<{ outcome: string; id: string }>("create_selection", user, image, null, { mode: "subject" }, most);
const jobs = (id: string) =>
  db.query("select from graphile_worker._private_jobs where payload->>'selectionId' = $1", [id]);

test("an answer is given once, to whoever asked, and is gone with it", async () => {
  const user = await givenUser(db);
  const { outcome, id } = await ask(user, await givenImage(db, user));
  expect(outcome).toBe("created");
  expect(await jobs(id)).toHaveLength(1);
  expect((await db.call("take_selection", user, id)).outcome).toBe("waiting");
  expect(await db.call("start_selection", id)).toMatchObject({ outcome: "started", userId: user, editId: null });
  expect((await db.call("take_selection", user, id)).outcome).toBe("running");
  expect((await db.call("finish_selection", id, RESULT, MASK)).outcome).toBe("done");
  expect((await db.call("take_selection", await givenUser(db), id)).outcome).toBe("not_found");
  expect(await db.call("take_selection", user, id)).toMatchObject({ outcome: "done", result: RESULT, mask: MASK });
  expect((await db.call("take_selection", user, id)).outcome).toBe("not_found");
});

test("a failure is told with its code, once", async () => {
  const user = await givenUser(db);
  const { id } = await ask(user, await givenImage(db, user));
  await db.call("start_selection", id);
  await db.call("fail_selection", id, "nothing_found");
  expect(await db.call("take_selection", user, id)).toMatchObject({ outcome: "failed", code: "nothing_found" });
  expect((await db.call("take_selection", user, id)).outcome).toBe("not_found");
});

test("nobody selects on another person's image", async () => {
  const image = await givenImage(db, await givenUser(db));
  expect((await ask(await givenUser(db), image)).outcome).toBe("image_not_found");
  expect((await ask(await givenUser(db), randomUUID())).outcome).toBe("image_not_found");
});

test("however many clicks come at once, no more than allowed wait for an answer", async () => {
  const user = await givenUser(db);
  const image = await givenImage(db, user);
  const answers = await together(20, () => ask(user, image, 3));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ created: 3, too_many: 17 });
  const [first] = answers.filter(({ outcome }) => outcome === "created");
  await db.call("drop_selection", user, first?.id);
  expect((await ask(user, image, 3)).outcome).toBe("created");
  // Whoever asked a minute ago and never came back does not count.
  await db.query("update private.selections set created_at = now() - interval '61 seconds' where user_id = $1", [user]);
  expect((await ask(user, image, 3)).outcome).toBe("created");
});

test("a worker that comes too late finds nothing to do", async () => {
  const user = await givenUser(db);
  const image = await givenImage(db, user);
  const [dropped, swept, deleted] = [await ask(user, image), await ask(user, image), await ask(user, image)];
  await db.call("drop_selection", user, dropped.id);
  await db.query("update private.selections set created_at = now() - interval '3 minutes' where id = $1", [swept.id]);
  expect(await db.call("sweep_selections")).toEqual({ outcome: "swept", count: 1 });
  await db.call("start_selection", deleted.id);
  await db.call("delete_image", user, image);
  for (const { id } of [dropped, swept, deleted]) {
    expect((await db.call("start_selection", id)).outcome).toBe("gone");
    expect((await db.call("finish_selection", id, RESULT, MASK)).outcome).toBe("gone");
    expect((await db.call("fail_selection", id, "internal")).outcome).toBe("gone");
  }
});

test("with no worker to answer, a click is refused in time, with the reason, and leaves nothing", async () => {
  const user = await givenUser(db);
  const wish = selectionRequest.parse({ mode: "subject" });
  const answer = selectObject(user, await givenImage(db, user), wish, { startMillis: 100 });
  await expect(answer).rejects.toMatchObject({ code: "engine_unavailable", retryAfterSeconds: 5 });
  expect(await db.query("select from private.selections where user_id = $1", [user])).toEqual([]);
});

test("whoever leaves before the answer takes their question along", async () => {
  const user = await givenUser(db);
  const leaving = new AbortController();
  const wish = selectionRequest.parse({ mode: "subject" });
  const answer = selectObject(user, await givenImage(db, user), wish, { signal: leaving.signal });
  leaving.abort();
  await expect(answer).rejects.toMatchObject({ code: "cancelled" });
  expect(await db.query("select from private.selections where user_id = $1", [user])).toEqual([]);
});
