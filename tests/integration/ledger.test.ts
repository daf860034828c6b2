import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { addressHash, balance, brokenRules, count, givenUser, together } from "./given.ts";

const db = freshDatabase();

const credit = (user: string, amount: number, key: string = randomUUID()) =>
  db.call("credit", user, amount, "purchase", "Bought tokens", "stripe", "session", key);
const clawBack = (user: string, amount: number, key: string = randomUUID()) =>
  db.call("claw_back", user, amount, "refund", "Refunded", "stripe", "charge", key);
const placeHold = async (user: string, amount: number, edit: string = randomUUID()) => {
  const { outcome, ...facts } = await db.call("place_hold", user, edit, amount, "Erase", "system");
  return { outcome, ...facts, edit };
};
const capture = (edit: string, amount: number) => db.call("settle_hold", edit, "captured", amount, "Erase", "system");
const release = (edit: string) => db.call("settle_hold", edit, "released", 0, "Given up", "system");

/** Holds of this file have no edits; everything else must be sound. */
async function brokenLedgerRules() {
  return (await brokenRules(db)).filter((rule) => rule !== "edit_of_open_hold_exists");
}

test("sign-up tokens are granted once, however many requests of a new person arrive at the same time", async () => {
  const user = randomUUID();
  const answers = await together(20, () => db.call("open_account", user, 50, addressHash(user)));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ created: 1, exists: 19 });
  expect(await balance(db, user)).toEqual({ available: 50, held: 0 });
  expect(await db.call("list_entries", user, null, 10)).toMatchObject([
    { kind: "grant", delta: 50, available_after: 50 },
  ]);
});

test("an account may start with nothing", async () => {
  const user = await givenUser(db, 0);
  expect(await balance(db, user)).toEqual({ available: 0, held: 0 });
  expect(await db.call("list_entries", user, null, 10)).toEqual([]);
});

test("thirty parallel credits with one key add tokens once", async () => {
  const user = await givenUser(db, 0);
  const answers = await together(30, () => credit(user, 7, `key:${user}`));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ credited: 1, exists: 29 });
  expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, outcome: "" }))).size).toBe(1);
  expect(await balance(db, user)).toEqual({ available: 7, held: 0 });
});

test("a key that was used for something else is a conflict, for the same person and for another", async () => {
  const [user, other] = [await givenUser(db, 0), await givenUser(db, 0)];
  const key = randomUUID();
  expect((await credit(user, 7, key)).outcome).toBe("credited");
  expect((await credit(user, 8, key)).outcome).toBe("idempotency_conflict");
  expect((await credit(other, 7, key)).outcome).toBe("idempotency_conflict");
  expect((await clawBack(user, 7, key)).outcome).toBe("idempotency_conflict");
  expect(await balance(db, other)).toEqual({ available: 0, held: 0 });
});

test("two people racing for one key: one gets it, the other a conflict", async () => {
  const users = await together(10, () => givenUser(db, 0));
  const key = randomUUID();
  const answers = await Promise.all(users.map((user) => credit(user, 5, key)));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ credited: 1, idempotency_conflict: 9 });
  expect(await brokenLedgerRules()).toEqual([]);
});

test("fifty parallel holds of ten on a hundred tokens: ten are placed, forty refused, nothing goes below zero", async () => {
  const user = await givenUser(db, 100);
  const answers = await together(50, () => placeHold(user, 10));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ placed: 10, insufficient_tokens: 40 });
  expect(await balance(db, user)).toEqual({ available: 0, held: 100 });
  expect(await brokenLedgerRules()).toEqual([]);
});

test("a capture takes what was used and gives the rest back at once", async () => {
  const user = await givenUser(db, 20);
  const { edit } = await placeHold(user, 15);
  expect((await capture(edit, 4)).outcome).toBe("settled");
  expect(await balance(db, user)).toEqual({ available: 16, held: 0 });
});

test("no more than the hold can be captured", async () => {
  const user = await givenUser(db, 20);
  const { edit } = await placeHold(user, 15);
  await expect(capture(edit, 16)).rejects.toThrow(/cannot capture/);
  await expect(capture(edit, -1)).rejects.toThrow(/cannot capture/);
  expect(await balance(db, user)).toEqual({ available: 5, held: 15 });
});

test("a hold has one end: the same end again repeats the answer, another one is told what happened", async () => {
  const user = await givenUser(db, 20);
  const { edit: captured } = await placeHold(user, 5);
  const { edit: released } = await placeHold(user, 5);
  await capture(captured, 3);
  await release(released);
  expect((await capture(captured, 3)).outcome).toBe("exists");
  expect((await capture(captured, 4)).outcome).toBe("idempotency_conflict");
  expect((await release(captured)).outcome).toBe("already_captured");
  expect((await release(released)).outcome).toBe("exists");
  expect((await capture(released, 3)).outcome).toBe("already_released");
  expect((await release(randomUUID())).outcome).toBe("not_found");
  expect(await balance(db, user)).toEqual({ available: 17, held: 0 });
});

test("captures and releases racing for one hold settle it once", async () => {
  const user = await givenUser(db, 100);
  for (let round = 0; round < 20; round += 1) {
    const { edit } = await placeHold(user, 2);
    const answers = await together(8, (index) => (index % 2 ? capture(edit, 1) : release(edit)));
    expect(answers.filter(({ outcome }) => outcome === "settled")).toHaveLength(1);
  }
  expect((await balance(db, user)).held).toBe(0);
  expect(await brokenLedgerRules()).toEqual([]);
});

test("a hold is found without reading all holds, however few there were when a connection settled its first", async () => {
  const user = await givenUser(db, 100);
  const client = await db.connect();
  const readThrough = async () => {
    await client.query("select pg_stat_force_next_flush()");
    const { rows } = await client.query("select seq_scan from pg_stat_all_tables where relname = 'open_holds'");
    return Number(rows[0].seq_scan);
  };
  await client.query("vacuum analyze private.open_holds");
  const before = await readThrough();
  for (let index = 0; index < 10; index++) {
    const edit = randomUUID();
    await client.query("select private.place_hold($1, $2, 1, 'Erase', 'system')", [user, edit]);
    await client.query("select private.settle_hold($1, 'captured', 1, 'Erase', 'system')", [edit]);
  }
  expect((await readThrough()) - before).toBe(0);
});

test("an edit has one hold: the same again repeats the answer, another amount is a conflict", async () => {
  const user = await givenUser(db, 20);
  const edit = randomUUID();
  const answers = await together(10, () => placeHold(user, 6, edit));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ placed: 1, exists: 9 });
  expect((await placeHold(user, 7, edit)).outcome).toBe("idempotency_conflict");
  expect(await balance(db, user)).toEqual({ available: 14, held: 6 });
});

test("ten people racing for one edit: one holds tokens for it, the others keep theirs", async () => {
  // Those of even places draw from two lots.
  const users = await together(10, (index) => givenUser(db, index % 2 ? 10 : 4));
  await together(10, (index) => credit(users[index] as string, 10));
  const edit = randomUUID();
  const answers = await together(10, (index) => placeHold(users[index] as string, 6, edit));
  expect(count(answers.map(({ outcome }) => outcome))).toEqual({ placed: 1, idempotency_conflict: 9 });
  const balances = await together(10, (index) => balance(db, users[index] as string));
  expect(balances.filter(({ held }) => held === 6)).toHaveLength(1);
  expect(await brokenLedgerRules()).toEqual([]);
});

test("a refund of spent tokens leaves a debt, which blocks holds until it is made up", async () => {
  const user = await givenUser(db, 10);
  const { edit } = await placeHold(user, 4);
  expect(await clawBack(user, 10)).toMatchObject({ outcome: "clawed_back", available: -4, held: 4 });
  expect(await placeHold(user, 0)).toMatchObject({ outcome: "insufficient_tokens", available: -4 });
  await release(edit);
  expect((await placeHold(user, 0)).outcome).toBe("placed");
  await clawBack(user, 3);
  expect(await credit(user, 2)).toMatchObject({ available: -1 });
  expect((await placeHold(user, 0)).outcome).toBe("insufficient_tokens");
  await credit(user, 2);
  expect((await placeHold(user, 1)).outcome).toBe("placed");
  expect(await brokenLedgerRules()).toEqual([]);
});

test("an administrator may correct a balance, with a reason and not below zero", async () => {
  const user = await givenUser(db, 10);
  const adjust = (delta: number, reason: string | null) =>
    db.call("admin_adjust", user, delta, reason, "admin:1", randomUUID());
  expect((await adjust(5, "Sorry for the outage")).outcome).toBe("adjusted");
  expect((await adjust(-16, "Mistake")).outcome).toBe("insufficient_tokens");
  expect((await adjust(-15, "Mistake")).outcome).toBe("adjusted");
  await expect(adjust(1, null)).rejects.toThrow(/reason/);
  await expect(adjust(1, "")).rejects.toThrow(/reason/);
  await expect(adjust(0, "Nothing")).rejects.toThrow();
  expect(await balance(db, user)).toEqual({ available: 0, held: 0 });
});

test("amounts of nothing or less, and operations without a key, are refused as bugs", async () => {
  const user = await givenUser(db, 10);
  await expect(credit(user, 0)).rejects.toThrow();
  await expect(credit(user, -5)).rejects.toThrow();
  await expect(clawBack(user, -5)).rejects.toThrow();
  await expect(placeHold(user, -5)).rejects.toThrow();
  await expect(db.call("credit", user, 1, "purchase", "Bought", "stripe", null, null)).rejects.toThrow(/key/);
  await expect(db.call("credit", user, 1, "refund", "Bought", "stripe", null, "k")).rejects.toThrow();
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
});

test("nothing is posted to an account that was never opened", async () => {
  expect((await credit(randomUUID(), 5)).outcome).toBe("no_account");
  expect((await placeHold(randomUUID(), 5)).outcome).toBe("no_account");
});

test("the history cannot be rewritten, not even by the owner of the table", async () => {
  const user = await givenUser(db, 10);
  for (const statement of [
    "update private.token_entries set delta = 1000 where user_id = $1",
    "delete from private.token_entries where user_id = $1",
  ]) {
    await expect(db.query(statement, [user])).rejects.toThrow(/append-only/);
    await expect(db.as("service_role", null, statement, [user])).rejects.toThrow(/permission denied/);
  }
  await expect(db.query("truncate private.token_entries cascade")).rejects.toThrow(/append-only/);
  // Replication tools run with triggers off; these stay on.
  const client = await db.connect();
  await client.query("set session_replication_role = replica");
  await expect(client.query("delete from private.token_entries where user_id = $1", [user])).rejects.toThrow(
    /append-only/,
  );
});

test("entries tell every step with who, why and the balance after it", async () => {
  const user = await givenUser(db, 10);
  const edit = randomUUID();
  await placeHold(user, 4, edit);
  await capture(edit, 3);
  expect(await db.call("list_entries", user, null, 10)).toMatchObject([
    { version: 3, kind: "capture", delta: 1, held_delta: -4, available_after: 7, held_after: 0, edit_id: edit },
    { version: 2, kind: "hold", delta: -4, held_delta: 4, available_after: 6, held_after: 4, edit_id: edit },
    { version: 1, kind: "grant", delta: 10, held_delta: 0, available_after: 10, reason: "Sign-up tokens" },
  ]);
  expect(await db.call("list_entries", user, 3, 1)).toMatchObject([{ version: 2 }]);
});

test("one busy account does not make another wait", async () => {
  const [busy, other] = [await givenUser(db, 10), await givenUser(db, 10)];
  const client = await db.connect();
  await client.query("begin");
  await client.query("select private.credit($1, 1, 'grant', 'Gift', 'system', null, $2)", [busy, randomUUID()]);
  await client.query("select private.place_hold($1, $2, 1, 'Erase', 'system')", [busy, randomUUID()]);
  const statements = db.connect().then(async (second) => {
    await second.query("set statement_timeout = '5s'");
    await second.query("select private.credit($1, 1, 'grant', 'Gift', 'system', null, $2)", [other, randomUUID()]);
    await second.query("select private.place_hold($1, $2, 1, 'Erase', 'system')", [other, randomUUID()]);
  });
  await expect(statements).resolves.toBeUndefined();
  await client.query("rollback");
  expect(await balance(db, busy)).toEqual({ available: 10, held: 0 });
});
