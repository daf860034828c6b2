import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { accountList, accountRecord as recordContract } from "#lib/contracts/admin/accounts.ts";
import { accountRecord } from "#lib/server/admin/account-record.ts";
import { adjust, setBlocked, unfreeze } from "#lib/server/admin/change-account.ts";
import { openAccount } from "#lib/server/store/accounts.ts";
import { type AccountsWanted, adjustmentsLeft, listAccounts } from "#lib/server/store/admin/accounts.ts";
import { setSetting } from "#lib/server/store/settings.ts";
import { freshDatabase } from "./database.ts";
import { brokenRules, givenEdit, givenImage, givenRun, givenSucceeded, givenUser, together } from "./given.ts";

const db = freshDatabase();
const by = { actor: "admin:1", reason: "Asked by mail" };

/** Somebody with an address that is sure to be theirs alone. */
async function givenPerson(address: string): Promise<string> {
  const id = randomUUID();
  await db.query("insert into auth.users (id, email) values ($1, $2)", [id, address]);
  await openAccount(id, { tokens: 0, address });
  return id;
}

const found = async (wanted: AccountsWanted) =>
  accountList.parse(await listAccounts(wanted, undefined, 50)).items.map(({ email }) => email);

describe("the list of accounts", () => {
  test("has the newest first, and every account on exactly one page", async () => {
    const made: string[] = [];
    for (let index = 0; index < 7; index++) made.push(await givenUser(db));
    const seen: string[] = [];
    for (let cursor: string | undefined, isDone = false; !isDone; ) {
      const page = accountList.parse(await listAccounts({}, cursor, 3));
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      isDone = cursor === undefined;
    }
    expect(seen.slice(0, 7)).toEqual(made.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
    await expect(listAccounts({}, "nonsense", 3)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("tells balance, state and how many edits and photos there are", async () => {
    const user = await givenUser(db, 20);
    const image = await givenImage(db, user);
    await givenSucceeded(db, user, image, { tokens: 3 });
    await givenEdit(db, user, image, { tokens: 4 });
    await setBlocked(user, true, by);
    const { items } = accountList.parse(await listAccounts({ query: user }, undefined, 50));
    expect(items).toMatchObject([
      { id: user, available: 13, held: 4, edits: 2, images: 1, isBlocked: true, isFrozen: false, inDebt: false },
    ]);
  });

  test("is searched by the start of an address in any case, or by a whole id", async () => {
    const [ada] = [await givenPerson("Ada.One@find.test"), await givenPerson("ada.two@find.test")];
    await givenPerson("bob@find.test");
    expect(await found({ query: " ADA. " })).toEqual(["ada.one@find.test", "ada.two@find.test"]);
    expect(await found({ query: "one@find.test" })).toEqual([]);
    expect(await found({ query: ada.toUpperCase() })).toEqual(["ada.one@find.test"]);
    expect(await found({ query: randomUUID() })).toEqual([]);
    // Nothing that is typed stands for anything else.
    for (const query of ["%", "a%", "_da", "\\", "'", "ada.one@find.test\u{10ffff}"]) {
      expect(await found({ query })).toEqual([]);
    }
  });

  test("that was searched goes on by address", async () => {
    const addresses = Array.from({ length: 5 }, (_, index) => `page${index}@pages.test`);
    for (const address of addresses.toReversed()) await givenPerson(address);
    const first = await listAccounts({ query: "page" }, undefined, 3);
    const second = await listAccounts({ query: "page" }, first.nextCursor ?? "", 3);
    expect([...first.items, ...second.items].map(({ email }) => email)).toEqual(addresses);
    expect(second.nextCursor).toBeNull();
  });

  test("is narrowed to the accounts that are blocked, frozen or in debt", async () => {
    const [blocked, owing] = [await givenPerson("n.blocked@state.test"), await givenPerson("n.owing@state.test")];
    await givenPerson("n.fine@state.test");
    await setBlocked(blocked, true, by);
    await db.call("claw_back", owing, 5, "refund", "Refunded", "stripe", null, randomUUID());
    expect(await found({ query: "n.", state: "blocked" })).toEqual(["n.blocked@state.test"]);
    expect(await found({ query: "n.", state: "in_debt" })).toEqual(["n.owing@state.test"]);
    expect(await found({ query: "n.", state: "frozen" })).toEqual([]);
    expect(await found({ state: "in_debt" })).toEqual(["n.owing@state.test"]);
    expect(await found({ state: "blocked" })).toContain("n.blocked@state.test");
    expect(await found({ state: "frozen" })).toEqual([]);
  });

  test("follows a person to a new address, and forgets it when they are gone, while the books stay", async () => {
    const id = await givenPerson("before@move.test");
    await db.query("update auth.users set email = 'After@move.test' where id = $1", [id]);
    await openAccount(id, { tokens: 0, address: null });
    expect(await found({ query: "before@move" })).toEqual([]);
    expect(await found({ query: "after@move" })).toEqual(["after@move.test"]);
    await db.query("delete from auth.users where id = $1", [id]);
    expect(await found({ query: "after@move" })).toEqual([]);
    expect(await found({ query: id })).toEqual([null]);
  });

  test("has the address of whoever opens an account many times at once, once", async () => {
    const id = randomUUID();
    await db.query("insert into auth.users (id, email) values ($1, 'twice@once.test')", [id]);
    await together(8, () => openAccount(id, { tokens: 0, address: "twice@once.test" }));
    expect(await found({ query: "twice@" })).toEqual(["twice@once.test"]);
  });
});

describe("the record of an account", () => {
  test("tells what it has and what happened, and nothing of what was asked for", async () => {
    const user = await givenUser(db, 50);
    const image = await givenImage(db, user, "my secret photo.jpg");
    await givenSucceeded(db, user, image, { tokens: 2 });
    const { edit, worker } = await givenRun(db, user, image, { tokens: 3 });
    await db.query("update public.edits set prompt = 'a secret wish' where id = $1", [edit]);
    await db.call("fail_edit", edit, worker, "timeout");
    await givenEdit(db, user, image, { tokens: 7 });
    await adjust(user, { tokens: 5, reason: "x", reference: "ticket 9", key: randomUUID() }, by);
    const record = recordContract.parse(await accountRecord(user, undefined, "admin:1"));
    expect(record.account).toMatchObject({ id: user, available: 46, held: 7, edits: 3, images: 1 });
    expect(record.lots.map(({ kind, remaining }) => [kind, remaining])).toEqual([
      ["promo", 41],
      ["adjustment", 5],
    ]);
    expect(record.entries.items[0]).toMatchObject({
      kind: "adjust",
      delta: 5,
      actor: "admin:1",
      reason: "Asked by mail",
      reference: "ticket 9",
    });
    expect(record.holds).toMatchObject([{ tokens: 7, situation: "queued", looksStuck: false }]);
    expect(record.recentEdits.map(({ status, errorCode, tokens }) => [status, errorCode, tokens.charged])).toEqual([
      ["queued", null, 0],
      ["failed", "timeout", 0],
      ["succeeded", null, 2],
    ]);
    expect(record.actions).toMatchObject([{ action: "adjust", actor: "admin:1", reason: "Asked by mail" }]);
    expect(JSON.stringify(record)).not.toMatch(/secret/);
  });

  test("has every entry on exactly one page", async () => {
    const user = await givenUser(db, 10);
    for (let index = 0; index < 29; index++) {
      await adjust(user, { tokens: 1, reason: "x", key: randomUUID() }, by);
    }
    const first = await accountRecord(user, undefined, "admin:1");
    const second = await accountRecord(user, first.entries.nextCursor ?? "", "admin:1");
    const balances = [...first.entries.items, ...second.entries.items].map(({ balance }) => balance);
    expect(balances).toEqual(Array.from({ length: 30 }, (_, index) => 39 - index));
    expect(second.entries.nextCursor).toBeNull();
  });

  test("of nobody is not there", async () => {
    await expect(accountRecord(randomUUID(), undefined, "admin:1")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an administrator", () => {
  const adjustment = (tokens: number) => ({ tokens, reason: "x", key: randomUUID() });

  test("adjusts once by a key, however often and at once it is sent", async () => {
    const user = await givenUser(db, 10);
    const asked = adjustment(7);
    const answers = await together(6, () => adjust(user, asked, by));
    expect(answers.filter(({ outcome }) => outcome === "adjusted")).toHaveLength(1);
    expect(answers.every(({ available }) => available === 17)).toBe(true);
    await expect(adjust(user, { ...asked, tokens: 8 }, by)).rejects.toMatchObject({ code: "idempotency_conflict" });
    expect((await accountRecord(user, undefined, by.actor)).actions).toHaveLength(1);
  });

  test("takes no more than is there, and says so", async () => {
    const user = await givenUser(db, 10);
    await expect(adjust(user, adjustment(-11), by)).rejects.toMatchObject({
      code: "adjustment_too_low",
      field: "tokens",
    });
    expect(await adjust(user, adjustment(-10), by)).toMatchObject({ outcome: "adjusted", available: 0 });
  });

  test("sees what may still be moved today, and is held to it", async () => {
    await setSetting("admin_daily_tokens", 100, by);
    const user = await givenUser(db, 50);
    const me = { actor: "admin:capped", reason: "Correction" };
    expect(await adjustmentsLeft(me.actor)).toBe(100);
    await adjust(user, adjustment(-40), me);
    expect(await adjustmentsLeft(me.actor)).toBe(60);
    await expect(adjust(user, adjustment(61), me)).rejects.toMatchObject({ code: "daily_cap_reached" });
    await adjust(user, adjustment(60), me);
    expect(await adjustmentsLeft(me.actor)).toBe(0);
    await setSetting("admin_daily_tokens", null, by);
  });

  test("blocks and unblocks, and what changed nothing says so", async () => {
    const user = await givenUser(db);
    expect(await setBlocked(user, true, by)).toEqual({ outcome: "blocked" });
    expect(await setBlocked(user, true, by)).toEqual({ outcome: "unchanged" });
    expect(await setBlocked(user, false, by)).toEqual({ outcome: "unblocked" });
    expect(await unfreeze(user, by)).toEqual({ outcome: "unchanged" });
    const { actions } = await accountRecord(user, undefined, by.actor);
    expect(actions.map(({ action }) => action)).toEqual(["unblock", "block"]);
  });

  test("is told when there is no such account", async () => {
    const nobody = randomUUID();
    const tries = [
      () => setBlocked(nobody, true, by),
      () => unfreeze(nobody, by),
      () => adjust(nobody, adjustment(1), by),
    ];
    for (const tried of tries) await expect(tried()).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves books in which every rule holds", async () => {
    expect(await brokenRules(db)).toEqual([]);
  });
});
