import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { credit, listLots, sweepLots } from "#lib/server/ledger.ts";
import { freshDatabase } from "./database.ts";
import { balance, brokenRules, givenUser, together } from "./given.ts";

const db = freshDatabase();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const give = (user: string, amount: number, expiresAt: Date | null = null) =>
  credit("grant", { ...entry(user, amount), expiresAt });
const buy = (user: string, amount: number, reference: string | null = null) =>
  credit("purchase", { ...entry(user, amount), reference });
const adjust = (user: string, delta: number) =>
  db.call("admin_adjust", user, delta, "Correction", "admin:1", randomUUID());
const takeBack = (user: string, amount: number, reference: string | null = null) =>
  db.call("claw_back", user, amount, "refund", "Refunded", "stripe", reference, randomUUID());
/** The edit that has it, or why there is none. */
const hold = async (user: string, amount: number) => {
  const edit = randomUUID();
  const { outcome } = await db.call("place_hold", user, edit, amount, "Erase", "system");
  return outcome === "placed" ? edit : outcome;
};
const capture = (edit: string, amount: number) => db.call("settle_hold", edit, "captured", amount, "Erase", "system");
const release = (edit: string) => db.call("settle_hold", edit, "released", 0, "Given up", "system");

function entry(user: string, amount: number) {
  return { user, amount, reason: "Test", actor: "system", reference: null as string | null, key: randomUUID() };
}

/** What is left, in the order in which it is spent. */
async function left(user: string): Promise<string[]> {
  return (await listLots(user)).map(({ kind, remaining }) => `${kind} ${remaining}`);
}

/** As if so much time had passed for this account. */
async function age(user: string): Promise<void> {
  await db.query(
    "update private.token_lots set expires_at = expires_at - interval '1 day' where user_id = $1 and expires_at is not null",
    [user],
  );
  await db.query(
    "update private.token_accounts set lots_expire_at = lots_expire_at - interval '1 day' where user_id = $1",
    [user],
  );
}

async function brokenLotRules(): Promise<string[]> {
  return (await brokenRules(db)).filter((rule) => rule !== "edit_of_open_hold_exists");
}

test("gifts are spent before corrections and those before what was paid for; among gifts, what expires first", async () => {
  const user = await givenUser(db, 0);
  await buy(user, 10);
  await adjust(user, 10);
  await give(user, 10);
  await give(user, 10, inDays(9));
  await give(user, 10, inDays(3));
  expect((await listLots(user)).map(({ kind, expiresAt }) => [kind, expiresAt !== null])).toEqual([
    ["promo", true],
    ["promo", true],
    ["promo", false],
    ["adjustment", false],
    ["paid", false],
  ]);
  await capture(await hold(user, 15), 15);
  expect(await left(user)).toEqual(["promo 5", "promo 10", "adjustment 10", "paid 10"]);
  await capture(await hold(user, 22), 22);
  expect(await left(user)).toEqual(["adjustment 3", "paid 10"]);
});

test("what comes in while another lot is spent has its turn as if that had never been begun", async () => {
  const user = await givenUser(db, 0);
  await buy(user, 10);
  await capture(await hold(user, 3), 3);
  await give(user, 4);
  const held = await hold(user, 2);
  expect(await left(user)).toEqual(["promo 2", "paid 7"]);
  await capture(await hold(user, 5), 5);
  expect(await left(user)).toEqual(["paid 4"]);
  await release(held);
  expect(await left(user)).toEqual(["promo 2", "paid 4"]);
  await capture(await hold(user, 6), 6);
  expect(await left(user)).toEqual([]);
  expect(await brokenLotRules()).toEqual([]);
});

test("a lower number is spent first among lots of one kind, however late it came", async () => {
  const user = await givenUser(db, 7);
  await db.call("credit", user, 5, "grant", "Campaign", "system", null, randomUUID(), null, -1);
  await capture(await hold(user, 5), 5);
  expect(await left(user)).toEqual(["promo 7"]);
});

test("a release gives the tokens back to the very lots they came from", async () => {
  const user = await givenUser(db, 4);
  await buy(user, 10);
  const held = await hold(user, 6);
  expect(await left(user)).toEqual(["paid 8"]);
  await give(user, 3);
  await release(held);
  expect((await left(user)).sort()).toEqual(["paid 10", "promo 3", "promo 4"]);
});

test("what a capture leaves goes back to what was drawn last, so that gifts are what was used", async () => {
  const user = await givenUser(db, 4);
  await buy(user, 10);
  await capture(await hold(user, 10), 5);
  expect(await left(user)).toEqual(["paid 9"]);
});

test("expired tokens cannot be spent, be the sweep ever so late, and the history tells of it", async () => {
  const user = await givenUser(db, 0);
  await give(user, 10, inDays(0.5));
  await buy(user, 5);
  await age(user);
  expect(await balance(db, user)).toEqual({ available: 5, held: 0 });
  expect(await left(user)).toEqual(["paid 5"]);
  expect(await hold(user, 6)).toBe("insufficient_tokens");
  expect(await db.call("list_entries", user, null, 1)).toMatchObject([
    { kind: "expire_lot", delta: -10, available_after: 5, reason: "Tokens expired" },
  ]);
});

test("the sweep takes out what has expired, once, however many sweep at the same time", async () => {
  const users = await together(12, () => givenUser(db, 3));
  await together(12, (index) => give(users[index] as string, 10, inDays(0.5)));
  for (const user of users) await age(user);
  await together(4, () => sweepLots());
  await sweepLots();
  for (const user of users) {
    expect(await db.call("list_entries", user, null, 10)).toMatchObject([{ kind: "expire_lot" }, {}, {}]);
    expect(await left(user)).toEqual(["promo 3"]);
  }
  expect(await brokenLotRules()).toEqual([]);
});

test("tokens that expire while they are held can be used up, but what is left of them does not come back", async () => {
  const user = await givenUser(db, 0);
  await give(user, 10, inDays(0.5));
  const [used, unused] = [await hold(user, 4), await hold(user, 6)];
  await age(user);
  await sweepLots();
  expect(await balance(db, user)).toEqual({ available: 0, held: 10 });
  await capture(used, 3);
  await release(unused);
  expect(await balance(db, user)).toEqual({ available: 0, held: 0 });
  const kinds = await db.call<Array<{ kind: string; delta: number }>>("list_entries", user, null, 4);
  expect(kinds.map(({ kind, delta }) => [kind, delta])).toEqual([
    ["expire_lot", -6],
    ["release", 6],
    ["expire_lot", -1],
    ["capture", 1],
  ]);
  expect(await brokenLotRules()).toEqual([]);
});

test("a refund takes from what that purchase left, then from other purchases, and from gifts last", async () => {
  const user = await givenUser(db, 5);
  await buy(user, 10, "first");
  await buy(user, 10, "second");
  await takeBack(user, 4, "second");
  expect(await left(user)).toEqual(["promo 5", "paid 10", "paid 6"]);
  await takeBack(user, 8, "second");
  expect(await left(user)).toEqual(["promo 5", "paid 8"]);
  await adjust(user, 2);
  await takeBack(user, 11, "first");
  expect(await left(user)).toEqual(["promo 4"]);
});

test("what comes in pays a debt first, and only the rest can be spent", async () => {
  const user = await givenUser(db, 10);
  const held = await hold(user, 6);
  await takeBack(user, 9);
  expect(await balance(db, user)).toEqual({ available: -5, held: 6 });
  expect(await left(user)).toEqual([]);
  await buy(user, 2);
  expect(await left(user)).toEqual([]);
  await release(held);
  expect(await balance(db, user)).toEqual({ available: 3, held: 0 });
  expect(await left(user)).toEqual(["promo 3"]);
  expect(await brokenLotRules()).toEqual([]);
});

test("a gift with another end under the same key is a conflict, the same again is not", async () => {
  const user = await givenUser(db, 0);
  const gift = { ...entry(user, 5), expiresAt: inDays(3) };
  expect((await credit("grant", gift)).outcome).toBe("posted");
  expect((await credit("grant", gift)).outcome).toBe("exists");
  expect((await credit("grant", { ...gift, expiresAt: inDays(4) })).outcome).toBe("idempotency_conflict");
  expect((await credit("grant", { ...gift, expiresAt: null })).outcome).toBe("idempotency_conflict");
});

test("what was done to the lots cannot be rewritten, not even by the owner of the table", async () => {
  await givenUser(db, 1);
  await expect(db.query("update private.token_entries set lots = null")).rejects.toThrow(/append-only/);
});
