import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import {
  balance,
  brokenRules,
  givenEdit,
  givenImage,
  givenRun,
  givenUser,
  requestEdit,
  result,
  statusOf,
  together,
} from "./given.ts";

const db = freshDatabase();

/** Entries that settled the hold of an edit. */
const settlements = (edit: string) =>
  db.query<{ kind: string }>("select kind from private.token_entries where edit_id = $1 and kind <> 'hold'", [edit]);

/** A different order each time, so that each contender gets to be first. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

test("completing, failing, cancelling, sweeping and expiring one edit at the same time: one end, one settlement", async () => {
  const user = await givenUser(db, 1000);
  const image = await givenImage(db, user);
  const ends = new Set<string>();
  for (let round = 0; round < 60; round += 1) {
    const { edit, worker } = await givenRun(db, user, image, { tokens: 3 });
    await db.call("start_attempt", edit, worker, "openai/gpt-image", false);
    await db.query("update public.edits set heartbeat_at = now() - interval '1 minute' where id = $1", [edit]);
    if (round % 3 === 0) await db.query("update private.open_holds set expires_at = now() where edit_id = $1", [edit]);
    const contenders = [
      () => db.call("complete_edit", edit, worker, result()),
      () => db.call("fail_edit", edit, worker, "timeout"),
      () => db.call("cancel_edit", user, edit),
      () => db.call("sweep_edits", 20),
      () => db.call("heartbeat_edit", edit, worker),
      () => db.call("expire_holds"),
    ];
    await Promise.all(shuffled(contenders).map((contender) => contender()));

    const status = (await statusOf(db, edit)) as string;
    expect(["succeeded", "failed", "cancelled"]).toContain(status);
    expect(await settlements(edit)).toHaveLength(1);
    ends.add(status);
  }
  // The race is one: not always the same contender wins.
  expect(ends.size).toBeGreaterThan(1);
  expect((await balance(db, user)).held).toBe(0);
  expect(await brokenRules(db)).toEqual([]);
});

test("deleting the image while its edits are requested, started, completed and swept leaves nothing held", async () => {
  const user = await givenUser(db, 1000);
  for (let round = 0; round < 20; round += 1) {
    const image = await givenImage(db, user);
    const runs = await together(3, () => givenRun(db, user, image, { tokens: 2 }));
    const queued = await givenEdit(db, user, image, { tokens: 2 });
    const contenders = [
      () => db.call("delete_image", user, image),
      () => requestEdit(db, user, image, { tokens: 2 }),
      () => db.call("start_edit", queued, randomUUID()),
      () => db.call("cancel_edit", user, queued),
      () => db.call("sweep_edits", 20),
      ...runs.map(
        ({ edit, worker }) =>
          () =>
            db.call("complete_edit", edit, worker, result()),
      ),
    ];
    await Promise.all(shuffled(contenders).map((contender) => contender()));
    expect(await db.query("select from public.edits where image_id = $1", [image])).toEqual([]);
  }
  expect((await balance(db, user)).held).toBe(0);
  expect(await brokenRules(db)).toEqual([]);
});

test("deleting a person while their edits complete on several images leaves nothing held", async () => {
  for (let round = 0; round < 15; round += 1) {
    const user = await givenUser(db, 1000);
    const images = await together(3, () => givenImage(db, user));
    const runs = await Promise.all([...images, ...images].map((image) => givenRun(db, user, image, { tokens: 2 })));
    const contenders: (() => Promise<unknown>)[] = [
      () => db.query("delete from auth.users where id = $1", [user]),
      () => db.call("sweep_edits", 20),
      ...images.map((image) => () => requestEdit(db, user, image, { tokens: 2 })),
      ...runs.map(
        ({ edit, worker }) =>
          () =>
            db.call("complete_edit", edit, worker, result()),
      ),
    ];
    await Promise.all(shuffled(contenders).map((contender) => contender()));
    expect((await balance(db, user)).held).toBe(0);
  }
  expect(await brokenRules(db)).toEqual([]);
});

test("connections cut in the middle of anything leave sound books and no edit half-made", async () => {
  const ENOUGH = 60;
  const users = await together(4, () => givenUser(db, 1_000));
  const images = await Promise.all(users.map((user) => givenImage(db, user)));
  const killer = await db.connect();
  const cutSome = () =>
    killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state = 'active' order by random() limit 2`,
    );
  let cut = 0;
  let done = 0;

  const live = async (user: string, image: string) => {
    const { edit, worker } = await givenRun(db, user, image, { tokens: 2, key: randomUUID() });
    const ends = [
      () => db.call("complete_edit", edit, worker, result({ charge: 1 })),
      () => db.call("fail_edit", edit, worker, "timeout"),
      () => db.call("cancel_edit", user, edit),
    ];
    await shuffled(ends)[0]?.();
  };
  await together(8, async (index) => {
    const [user, image] = [users[index % users.length] as string, images[index % users.length] as string];
    while (cut < ENOUGH || done < ENOUGH) {
      if (index === 0) await cutSome();
      await live(user, image).then(
        () => {
          done += 1;
        },
        () => {
          cut += 1;
        },
      );
    }
  });

  expect(await brokenRules(db)).toEqual([]);
  const halfMade = await db.query(
    `select from public.edits e where e.status = 'queued'
       and not exists (select from graphile_worker.jobs j where j.key = 'edit:' || e.id)`,
  );
  expect(halfMade).toEqual([]);
});

test("a transaction that dies after the hold was placed takes the hold along", async () => {
  const user = await givenUser(db, 10);
  const image = await givenImage(db, user);
  const client = await db.connect();
  await client.query("begin");
  const edit = { imageId: image, operation: "erase", model: "local/migan" };
  await client.query("select private.create_edit($1, $2, 5, 'k', 'h', 10)", [user, edit]);
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await db.query("select pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
  expect((await requestEdit(db, user, image, { key: "k", tokens: 5 })).outcome).toBe("created");
  expect(await brokenRules(db)).toEqual([]);
});
