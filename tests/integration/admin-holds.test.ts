import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { holdList } from "#lib/contracts/admin/holds.ts";
import { releaseHold } from "#lib/server/admin/release-hold.ts";
import { listOpenHolds } from "#lib/server/store/admin/holds.ts";
import { freshDatabase } from "./database.ts";
import { balance, brokenRules, givenEdit, givenImage, givenRun, givenUser, statusOf, together } from "./given.ts";

const db = freshDatabase();
const by = { actor: "admin:1", reason: "Asked by mail" };
const MINUTES = 60;

const listed = async (olderThanSeconds: number) =>
  holdList.parse(await listOpenHolds(olderThanSeconds, undefined, 100)).items;
const age = (edit: string, minutes: number) =>
  db.query("update private.open_holds set created_at = created_at - make_interval(mins => $2) where edit_id = $1", [
    edit,
    minutes,
  ]);

describe("the list of held tokens", () => {
  test("has what is held for long, oldest first, and says what it waits for", async () => {
    const user = await givenUser(db);
    const image = await givenImage(db, user);
    const [older, newer] = [await givenEdit(db, user, image), (await givenRun(db, user, image)).edit];
    const fresh = await givenEdit(db, user, image);
    await age(older, 30);
    await age(newer, 20);
    expect(
      (await listed(10 * MINUTES)).map(({ editId, situation, looksStuck }) => [editId, situation, looksStuck]),
    ).toEqual([
      [older, "queued", false],
      [newer, "running", false],
    ]);
    expect((await listed(0)).map(({ editId }) => editId)).toContain(fresh);
    for (const edit of [older, newer, fresh]) await db.call("cancel_edit", user, edit);
  });

  test("has what looks stuck, whatever its age, with the reason", async () => {
    const user = await givenUser(db);
    const image = await givenImage(db, user);
    const silent = await givenRun(db, user, image);
    await db.query("update public.edits set heartbeat_at = now() - interval '3 minutes' where id = $1", [silent.edit]);
    const expired = await givenEdit(db, user, image);
    await db.query("update private.open_holds set expires_at = now() - interval '1 second' where edit_id = $1", [
      expired,
    ]);
    const lone = randomUUID();
    await db.call("place_hold", user, lone, 2, "Erase", "system");
    const well = await givenRun(db, user, image);
    const found = new Map((await listed(10 * MINUTES)).map((hold) => [hold.editId, hold]));
    expect(found.get(silent.edit)).toMatchObject({ situation: "worker_silent", looksStuck: true });
    expect(found.get(expired)).toMatchObject({ situation: "expired", looksStuck: true });
    expect(found.get(lone)).toMatchObject({ situation: "edit_missing", looksStuck: true, tokens: 2 });
    expect(found.has(well.edit)).toBe(false);
    for (const { id } of found.values()) await releaseHold(id, by);
    expect((await balance(db, user)).held).toBe(1);
    expect(await brokenRules(db)).toEqual([]);
  });

  test("has every hold on exactly one page", async () => {
    const user = await givenUser(db);
    const image = await givenImage(db, user);
    await together(7, () => givenEdit(db, user, image));
    const seen: string[] = [];
    for (let cursor: string | undefined, isDone = false; !isDone; ) {
      const page = await listOpenHolds(0, cursor, 3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      isDone = cursor === undefined;
    }
    expect(seen).toEqual((await listed(0)).map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });
});

test("releasing gives the tokens back once, ends the edit and says when it was too late", async () => {
  const user = await givenUser(db, 10);
  const edit = await givenEdit(db, user, await givenImage(db, user), { tokens: 4 });
  const hold = (await listed(0)).find(({ editId }) => editId === edit);
  const answers = await Promise.allSettled([1, 2, 3].map(() => releaseHold(hold?.id ?? "", by)));
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "hold_ended" });
  }
  expect(await statusOf(db, edit)).toBe("failed");
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
  await expect(releaseHold(randomUUID(), by)).rejects.toMatchObject({ code: "not_found" });
});
