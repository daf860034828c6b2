import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import {
  balance,
  brokenRules,
  FACTS,
  givenEdit,
  givenImage,
  givenRun,
  givenSucceeded,
  givenUser,
  statusOf,
} from "./given.ts";

const db = freshDatabase();

async function givenIncoming(user: string): Promise<string> {
  const id = randomUUID();
  await db.call("create_image", user, { id, name: "photo.png", format: "png", bytes: 10 });
  return id;
}

/** Prefixes whose files the queue will remove. */
async function removals(image: string): Promise<number> {
  const rows = await db.query("select from graphile_worker._private_jobs where payload->>'prefix' like '%/' || $1", [
    image,
  ]);
  return rows.length;
}

const rowsOf = (image: string) => db.query("select state from public.images where id = $1", [image]);

test("an upload becomes an image when its facts are known", async () => {
  const user = await givenUser(db);
  const image = await givenIncoming(user);
  expect((await db.call("take_image_outcome", user, image)).outcome).toBe("incoming");
  expect(await db.call("find_image", user, image)).toBeNull();
  expect((await db.call("enqueue_ingest", user, image)).outcome).toBe("enqueued");
  expect(await db.call("get_incoming_image", image)).toMatchObject({ outcome: "found", image: { user_id: user } });
  expect((await db.call("finish_image", image, FACTS)).outcome).toBe("ready");
  expect((await db.call("finish_image", image, FACTS)).outcome).toBe("ready");
  expect((await db.call("get_incoming_image", image)).outcome).toBe("gone");
  expect(await db.call("take_image_outcome", user, image)).toMatchObject({ outcome: "ready", image: { width: 4000 } });
  expect(await db.call("get_image", user, image)).toMatchObject({ id: image, edits: [] });
});

test("an image is never ready with a fact missing", async () => {
  const image = await givenIncoming(await givenUser(db));
  await expect(db.call("finish_image", image, { ...FACTS, width: null })).rejects.toThrow(/images_ready_is_complete/);
});

test("a refused upload is told once and leaves nothing behind", async () => {
  const user = await givenUser(db);
  const image = await givenIncoming(user);
  expect((await db.call("refuse_image", image, "corrupt_image")).outcome).toBe("refused");
  expect((await db.call("finish_image", image, FACTS)).outcome).toBe("gone");
  expect(await db.call("take_image_outcome", user, image)).toEqual({ outcome: "refused", code: "corrupt_image" });
  expect((await db.call("take_image_outcome", user, image)).outcome).toBe("not_found");
  expect(await rowsOf(image)).toEqual([]);
  expect(await removals(image)).toBeGreaterThan(0);
});

test("uploads that nobody finished or asked for are swept after ten minutes, ready images never", async () => {
  const user = await givenUser(db);
  const [stale, refused, fresh] = [await givenIncoming(user), await givenIncoming(user), await givenIncoming(user)];
  const ready = await givenImage(db, user);
  await db.call("refuse_image", refused, "corrupt_image");
  await db.query("update public.images set created_at = now() - interval '11 minutes' where id = any($1)", [
    [stale, refused, ready],
  ]);
  const { prefixes } = await db.call<{ prefixes: string[] }>("sweep_images");
  expect(prefixes.sort()).toEqual([`${user}/${stale}`, `${user}/${refused}`].sort());
  expect(await rowsOf(stale)).toEqual([]);
  expect(await removals(stale)).toBeGreaterThan(0);
  expect(await rowsOf(fresh)).toEqual([{ state: "incoming" }]);
  expect(await rowsOf(ready)).toEqual([{ state: "ready" }]);
});

test("the list is newest first and can be read page by page without loss", async () => {
  const user = await givenUser(db);
  const images: string[] = [];
  for (let index = 0; index < 5; index += 1) images.unshift(await givenImage(db, user));
  // Two of the same moment, to be told apart by id.
  await db.query(
    "update public.images set created_at = (select created_at from public.images where id = $1) where id = $2",
    [images[2], images[3]],
  );
  await givenIncoming(user);
  await givenImage(db, await givenUser(db));

  const seen: string[] = [];
  let place: [string | null, string | null] = [null, null];
  for (;;) {
    const page: { id: string; created_at: string }[] = await db.call("list_images", user, ...place, 2);
    const last = page.at(-1);
    if (!last) break;
    seen.push(...page.map(({ id }) => id));
    place = [last.created_at, last.id];
  }
  expect(seen).toHaveLength(5);
  expect([...seen].sort()).toEqual([...images].sort());
  expect([seen[0], seen[1], seen[4]]).toEqual([images[0], images[1], images[4]]);
});

test("only its owner renames an image, to a name of 1 to 200 characters", async () => {
  const user = await givenUser(db);
  const image = await givenImage(db, user);
  expect(await db.call("rename_image", user, image, "Dogs")).toMatchObject({
    outcome: "renamed",
    image: { name: "Dogs" },
  });
  expect((await db.call("rename_image", await givenUser(db), image, "Cats")).outcome).toBe("not_found");
  await expect(db.call("rename_image", user, image, "")).rejects.toThrow();
  await expect(db.call("rename_image", user, image, "x".repeat(201))).rejects.toThrow();
});

test("deleting an image takes its edits and files along, ends what runs, and keeps the books", async () => {
  const user = await givenUser(db, 10);
  const image = await givenImage(db, user);
  const parent = await givenSucceeded(db, user, image, { tokens: 2 });
  const queued = await givenEdit(db, user, image, { tokens: 3, parentEditId: parent, key: "k" });
  const { edit: running, worker } = await givenRun(db, user, image, { tokens: 1, parentEditId: parent });
  expect(await balance(db, user)).toEqual({ available: 4, held: 4 });

  expect((await db.call("delete_image", await givenUser(db), image)).outcome).toBe("not_found");
  expect(await db.call("delete_image", user, image)).toEqual({ outcome: "deleted", prefix: `${user}/${image}` });
  expect((await db.call("delete_image", user, image)).outcome).toBe("not_found");

  for (const edit of [parent, queued, running]) expect(await statusOf(db, edit)).toBeUndefined();
  expect(await db.query("select from public.patches where edit_id = $1", [parent])).toEqual([]);
  expect(await removals(image)).toBeGreaterThan(0);
  expect(await balance(db, user)).toEqual({ available: 8, held: 0 });
  expect((await db.call("heartbeat_edit", running, worker)).outcome).toBe("lost");
  expect((await db.call("start_edit", queued, worker)).outcome).toBe("gone");
  expect(await brokenRules(db)).toEqual([]);
});

test("deleting a person deletes their images, ends their edits, and keeps the books", async () => {
  const user = await givenUser(db, 10);
  const images = [await givenImage(db, user), await givenImage(db, user)];
  for (const image of images) await givenRun(db, user, image, { tokens: 2 });
  await db.query("delete from auth.users where id = $1", [user]);
  for (const image of images) {
    expect(await rowsOf(image)).toEqual([]);
    expect(await removals(image)).toBeGreaterThan(0);
  }
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
  expect(await db.call("list_entries", user, null, 10)).toHaveLength(5);
  expect(await brokenRules(db)).toEqual([]);
});

test("an edit cannot be given to another person's image, even by hand", async () => {
  const [user, stranger] = [await givenUser(db), await givenUser(db)];
  const image = await givenImage(db, user);
  const insert =
    "insert into public.edits (user_id, image_id, operation, model, tokens_quoted) values ($1, $2, 'erase', 'local/migan', 1)";
  await expect(db.query(insert, [stranger, image])).rejects.toThrow(/foreign key/);
});
