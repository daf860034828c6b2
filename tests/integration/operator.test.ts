import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { adminAdjust } from "#lib/server/ledger.ts";
import { getAccount, openAccount } from "#lib/server/store/accounts.ts";
import { createEdit } from "#lib/server/store/edits.ts";
import {
  askRefund,
  blockAccount,
  listAdminActions,
  listSwitchedOff,
  releaseStuckHold,
  switchProvider,
  unfreezeAccount,
} from "#lib/server/store/operator.ts";
import { recordDispute, recordFraudWarning, refundPurchase } from "#lib/server/store/payments-back.ts";
import { createPurchase, fulfilPurchase } from "#lib/server/store/purchases.ts";
import { getSettings, setSetting } from "#lib/server/store/settings.ts";
import { freshDatabase } from "./database.ts";
import {
  balance,
  brokenRules,
  count,
  givenEdit,
  givenImage,
  givenRun,
  givenUser,
  statusOf,
  together,
} from "./given.ts";

const db = freshDatabase();
const by = { actor: "admin:1", reason: "Asked by mail" };

const hold = (user: string, amount = 1) => db.call("place_hold", user, randomUUID(), amount, "Erase", "system");
const newest = async () => (await listAdminActions(null, undefined, 1)).items[0];
const adjustment = (user: string, amount: number, actor = "admin:1") => ({
  user,
  amount,
  reason: "Correction",
  actor,
  reference: "ticket 7",
  key: randomUUID(),
});

async function givenPaid(user: string): Promise<string> {
  const id = randomUUID();
  await createPurchase(user, { id, packId: "small", tokens: 10, priceMinor: 500, currency: "eur", isLive: false });
  const payment = {
    sessionId: `cs_${id}`,
    paymentIntentId: `pi_${id}`,
    chargedMinor: 500,
    currency: "eur",
    isLive: false,
  };
  await fulfilPurchase(id, payment);
  return id;
}

describe("an account", () => {
  test("that is blocked starts nothing and buys nothing, until it is unblocked; both are in the book", async () => {
    const user = await givenUser(db, 10);
    const image = await givenImage(db, user);
    expect(await blockAccount(user, true, by)).toBe("blocked");
    expect(await blockAccount(user, true, by)).toBe("unchanged");
    expect(await getAccount(user)).toMatchObject({ isBlocked: true });
    const edit = {
      id: randomUUID(),
      imageId: image,
      parentEditId: null,
      operation: "erase",
      model: "local/migan",
      prompt: "",
      options: {},
      window: null,
      spreadPixels: 0,
    } as const;
    const terms = { tokens: 1, idempotencyKey: null, requestHash: "hash", maxRunning: 5 };
    expect(await createEdit(user, edit, terms)).toEqual({ outcome: "account_blocked" });
    const purchase = { id: randomUUID(), packId: "s", tokens: 1, priceMinor: 1, currency: "eur", isLive: false };
    expect(await createPurchase(user, purchase)).toEqual({ outcome: "account_blocked" });
    expect(await blockAccount(user, false, by)).toBe("unblocked");
    expect((await createEdit(user, edit, terms)).outcome).toBe("created");
    expect(await blockAccount(randomUUID(), true, by)).toBe("no_account");
    const { items } = await listAdminActions(user, undefined, 10);
    expect(items).toMatchObject([
      { action: "unblock", userId: user, ...by },
      { action: "block", userId: user, ...by },
    ]);
  });

  test("has so many holds at a time as the operator allows, also when all are asked for at once", async () => {
    await setSetting("max_concurrent_holds", 3, by);
    const user = await givenUser(db, 100);
    const answers = await together(10, () => hold(user));
    expect(count(answers.map(({ outcome }) => outcome))).toEqual({ placed: 3, too_many_holds: 7 });
    await setSetting("max_concurrent_holds", null, by);
    expect((await hold(user)).outcome).toBe("placed");
  });

  test("is corrected with a reason and a reference, which the book keeps", async () => {
    const user = await givenUser(db, 0);
    const given = adjustment(user, 5, "admin:2");
    const posted = await adminAdjust(given);
    expect(posted).toMatchObject({ outcome: "posted", available: 5 });
    expect((await adminAdjust(given)).outcome).toBe("exists");
    expect(await newest()).toMatchObject({
      action: "adjust",
      actor: "admin:2",
      userId: user,
      subject: "ticket 7",
      reason: "Correction",
      details: { tokens: 5, entry: "entryId" in posted ? posted.entryId : null },
    });
  });

  test("cannot be made rich in a day: an administrator's corrections end at the cap, over all accounts together", async () => {
    await setSetting("admin_daily_tokens", 100, by);
    const users = await together(10, () => givenUser(db, 50));
    const answers = await Promise.all(
      users.map((user, index) => adminAdjust(adjustment(user, index % 2 ? 30 : -30, "admin:3"))),
    );
    expect(count(answers.map(({ outcome }) => outcome))).toEqual({ posted: 3, daily_cap_reached: 7 });
    const [user] = users as [string];
    expect(await adminAdjust(adjustment(user, 11, "admin:3"))).toEqual({ outcome: "daily_cap_reached", left: 10 });
    expect((await adminAdjust(adjustment(user, 10, "admin:3"))).outcome).toBe("posted");
    expect((await adminAdjust(adjustment(user, 100, "admin:4"))).outcome).toBe("posted");
    await setSetting("admin_daily_tokens", null, by);
  });

  test("is frozen by a warning of fraud where the operator wants that, and unfrozen by hand", async () => {
    await setSetting("freeze_on_fraud_warning", true, by);
    const user = await givenUser(db, 5);
    const purchase = await givenPaid(user);
    expect(await recordFraudWarning(purchase, "issfr_1")).toEqual({ outcome: "recorded", isFrozen: true });
    await setSetting("freeze_on_fraud_warning", null, by);
    expect((await hold(user)).outcome).toBe("account_frozen");
    await recordDispute(purchase, { dispute: "dp_1", amountMinor: 500, status: "needs_response" });
    expect(await unfreezeAccount(user, by)).toBe("still_disputed");
    expect(await unfreezeAccount(user, by)).toBe("still_disputed");
    await recordDispute(purchase, { dispute: "dp_1", amountMinor: 500, status: "won" });
    expect((await hold(user)).outcome).toBe("placed");
    await recordFraudWarning(purchase, "issfr_1");
    expect(await unfreezeAccount(user, by)).toBe("unchanged");
    expect(await unfreezeAccount(randomUUID(), by)).toBe("no_account");
  });
});

describe("a hold that is stuck", () => {
  const holdOf = async (edit: string) =>
    (await db.query<{ id: string }>("select id from private.token_holds where edit_id = $1", [edit]))[0]?.id ?? "";

  test("is released with its edit, and its worker can write nothing more", async () => {
    const user = await givenUser(db, 10);
    const image = await givenImage(db, user);
    const { edit, worker } = await givenRun(db, user, image, { tokens: 4 });
    expect(await releaseStuckHold(await holdOf(edit), by)).toBe("released");
    expect(await statusOf(db, edit)).toBe("failed");
    expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
    expect(await db.call("heartbeat_edit", edit, worker)).toEqual({ outcome: "lost" });
    expect(await releaseStuckHold(await holdOf(edit), by)).toBe("already_released");
    expect(await newest()).toMatchObject({ action: "release_hold", userId: user, details: { edit, tokens: 4 } });
  });

  test("is released without an edit too, and one that is not there is said to be so", async () => {
    const user = await givenUser(db, 10);
    const lone = randomUUID();
    await db.call("place_hold", user, lone, 3, "Erase", "system");
    expect(await releaseStuckHold(lone, by)).toBe("released");
    expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
    expect(await releaseStuckHold(randomUUID(), by)).toBe("not_found");
  });

  test("racing with its worker ends once", async () => {
    const user = await givenUser(db, 100);
    const image = await givenImage(db, user);
    const edits = await together(5, () => givenEdit(db, user, image, { tokens: 2 }));
    const holds = await Promise.all(edits.map(holdOf));
    await Promise.all([
      ...holds.map((id) => releaseStuckHold(id, by)),
      ...edits.map((edit) => db.call("cancel_edit", user, edit)),
    ]);
    expect(await balance(db, user)).toEqual({ available: 100, held: 0 });
  });
});

describe("settings", () => {
  test("are changed without a restart, told with what was before, and refused when they make no sense", async () => {
    expect(await setSetting("margin_percent", 12.5, by)).toBe("set");
    expect(await setSetting("margin_percent", 12.5, by)).toBe("unchanged");
    expect(await setSetting("features", { purchases: true }, by)).toBe("set");
    expect(await setSetting("daily_spend_caps", { openai: 50_000_000 }, by)).toBe("set");
    expect(await getSettings()).toMatchObject({
      margin_percent: 12.5,
      features: { purchases: true },
      daily_spend_caps: { openai: 50_000_000 },
    });
    expect(await setSetting("margin_percent", 20, by)).toBe("set");
    expect(await newest()).toMatchObject({
      action: "set_setting",
      subject: "margin_percent",
      details: { before: 12.5, after: 20 },
    });
    expect(await setSetting("margin_percent", null, by)).toBe("set");
    expect(await getSettings()).not.toHaveProperty("margin_percent");
  });

  test.each([
    ["signup_tokens", -1],
    ["signup_tokens", 1.5],
    ["signup_tokens", "50"],
    ["signup_token_days", 0],
    ["margin_percent", null],
    ["max_concurrent_holds", 0],
    ["freeze_on_fraud_warning", 1],
    ["daily_spend_caps", { openai: "much" }],
    ["daily_spend_caps", { openai: [1] }],
    ["features", []],
    ["features", { purchases: 1 }],
    ["features", { batches: true }],
    ["colour", "red"],
  ])("%s cannot be %j", async (key, value) => {
    const set = db.call("set_setting", key, JSON.stringify(value), "admin:1", "Try");
    expect(await set).toEqual({ outcome: "invalid_setting" });
  });

  test("say what a new account begins with, whatever the environment says, and when that expires", async () => {
    await setSetting("signup_tokens", 9, by);
    await setSetting("signup_token_days", 30, by);
    const user = randomUUID();
    await openAccount(user, { tokens: 50, address: "settings@example.com" });
    expect(await balance(db, user)).toEqual({ available: 9, held: 0 });
    const [lot] = await db.query<{ days: number }>(
      "select round(extract(epoch from expires_at - now()) / 86400)::int as days from private.token_lots where user_id = $1",
      [user],
    );
    expect(lot?.days).toBe(30);
    await setSetting("signup_tokens", null, by);
    await setSetting("signup_token_days", null, by);
  });
});

describe("sign-up tokens", () => {
  const begin = async (address: string | null) => {
    const user = randomUUID();
    await openAccount(user, { tokens: 50, address });
    return (await balance(db, user)).available;
  };

  test("are granted once for an address, however it is spelt and however many accounts it opens at once", async () => {
    const spellings = ["ada@gmail.com", "A.da@gmail.com", "ada+1@gmail.com", "ada@googlemail.com"];
    const granted = await Promise.all([...spellings, ...spellings].map(begin));
    expect(granted.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 0, 0, 50]);
    expect(await begin("adah@gmail.com")).toBe(50);
  });

  test("are not granted to an account without an address", async () => {
    expect(await begin(null)).toBe(0);
  });
});

describe("the operator", () => {
  test("switches providers off and on", async () => {
    expect(await switchProvider("openai", false, by)).toBe("switched");
    expect(await switchProvider("openai", false, by)).toBe("unchanged");
    expect(await listSwitchedOff()).toEqual(["openai"]);
    expect(await switchProvider("openai", true, by)).toBe("switched");
    expect(await listSwitchedOff()).toEqual([]);
    expect(await newest()).toMatchObject({ action: "switch_provider", subject: "openai", details: { isOn: true } });
  });

  test("asks for a refund once by its key, and for no more than is left", async () => {
    const user = await givenUser(db, 0);
    const id = await givenPaid(user);
    const ask = (amountMinor: number, key: string) => askRefund(id, { amountMinor, key }, by);
    const first = await ask(200, "r1");
    expect(first).toMatchObject({ outcome: "asked" });
    expect(await ask(200, "r1")).toEqual({ ...first, outcome: "exists" });
    expect(await ask(201, "r1")).toEqual({ outcome: "idempotency_conflict" });
    await refundPurchase(id, { refundedMinor: 200, failedMinor: 0 });
    expect(await ask(301, "r2")).toEqual({ outcome: "too_much", leftMinor: 300 });
    expect(await askRefund(randomUUID(), { amountMinor: 1, key: "r3" }, by)).toEqual({ outcome: "not_found" });
    expect(await newest()).toMatchObject({ action: "ask_refund", subject: id, details: { amountMinor: 200 } });
  });

  test("cannot rewrite the book, nor write into it without a reason", async () => {
    await expect(db.query("update private.admin_actions set actor = 'nobody'")).rejects.toThrow(/append-only/);
    await expect(db.query("delete from private.admin_actions")).rejects.toThrow(/append-only/);
    await expect(db.query("truncate private.admin_actions")).rejects.toThrow(/append-only/);
    const user = await givenUser(db, 0);
    await expect(blockAccount(user, true, { actor: "admin:1", reason: "" })).rejects.toThrow(/reason/);
    expect(await getAccount(user)).toMatchObject({ isBlocked: false });
  });

  test("reads the book page by page", async () => {
    const first = await listAdminActions(null, undefined, 2);
    const second = await listAdminActions(null, first.nextCursor ?? "", 2);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(new Set(ids).size).toBe(4);
  });

  test("leaves books in which every rule holds", async () => {
    expect((await brokenRules(db)).filter((rule) => rule !== "edit_of_open_hold_exists")).toEqual([]);
  });
});
