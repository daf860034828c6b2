import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { recordDispute, recordFraudWarning, refundPurchase } from "#lib/server/store/payments-back.ts";
import type { NewPurchase } from "#lib/server/store/purchase-rows.ts";
import {
  attachSession,
  closePurchase,
  createPurchase,
  findPurchase,
  fulfilPurchase,
  getStripeCustomer,
  linkStripeCustomer,
  listPendingPurchases,
  listPurchases,
  type Payment,
} from "#lib/server/store/purchases.ts";
import { processStripeEvent, type StripeEvent, type StripeWork } from "#lib/server/store/stripe-events.ts";
import { freshDatabase } from "./database.ts";
import { balance, brokenRules, count, givenUser, together } from "./given.ts";

const db = freshDatabase();

const order = (changes: Partial<NewPurchase> = {}): NewPurchase => ({
  id: randomUUID(),
  packId: "small",
  tokens: 100,
  priceMinor: 1000,
  currency: "eur",
  isLive: false,
  ...changes,
});
const payment = (purchase: string, changes: Partial<Payment> = {}): Payment => ({
  sessionId: `cs_${purchase}`,
  paymentIntentId: `pi_${purchase}`,
  chargeId: `ch_${purchase}`,
  chargedMinor: 1000,
  currency: "eur",
  isLive: false,
  ...changes,
});
const event = (): StripeEvent => {
  const id = `evt_${randomUUID()}`;
  return {
    id,
    type: "checkout.session.completed",
    apiVersion: "2026-10-28.endive",
    isLive: false,
    sentAt: "2026-11-26T04:00:00Z",
    payloadSha256: createHash("sha256").update(id).digest("hex"),
  };
};

async function givenPending(tokens = 0): Promise<{ user: string; id: string }> {
  const [user, purchase] = [await givenUser(db, tokens), order()];
  expect((await createPurchase(user, purchase)).outcome).toBe("created");
  await attachSession(purchase.id, { id: `cs_${purchase.id}`, customerId: null });
  return { user, id: purchase.id };
}

async function givenPaid(tokens = 0) {
  const { user, id } = await givenPending(tokens);
  expect((await fulfilPurchase(id, payment(id))).outcome).toBe("fulfilled");
  return { user, id };
}

const available = async (user: string) => (await balance(db, user)).available;
const isFrozen = async (user: string) => (await db.call<{ is_frozen: boolean }>("get_account", user)).is_frozen;
const hold = (user: string, amount: number) => db.call("place_hold", user, randomUUID(), amount, "Erase", "system");

describe("buying", () => {
  test("the same order again is the same order, another one by its id is a conflict", async () => {
    const [user, other, purchase] = [await givenUser(db, 0), await givenUser(db, 0), order()];
    const answers = await together(10, () => createPurchase(user, purchase));
    expect(count(answers.map(({ outcome }) => outcome))).toEqual({ created: 1, exists: 9 });
    expect(await createPurchase(user, { ...purchase, tokens: 101 })).toEqual({ outcome: "idempotency_conflict" });
    expect(await createPurchase(other, purchase)).toEqual({ outcome: "idempotency_conflict" });
    expect(await createPurchase(randomUUID(), order())).toEqual({ outcome: "no_account" });
  });

  test("a session belongs to one purchase, and a purchase to one session", async () => {
    const [one, other] = [await givenPending(), await givenPending()];
    const attach = async (id: string, session: string) =>
      (await attachSession(id, { id: session, customerId: null })).outcome;
    expect(await attach(one.id, `cs_${one.id}`)).toBe("exists");
    expect(await attach(one.id, "cs_new")).toBe("session_mismatch");
    expect(await attach(other.id, `cs_${one.id}`)).toBe("session_mismatch");
    expect(await attach(randomUUID(), "cs_new")).toBe("not_found");
    expect(await fulfilPurchase(one.id, payment(other.id))).toEqual({ outcome: "session_mismatch" });
    expect(await fulfilPurchase(one.id, payment(one.id, { isLive: true }))).toEqual({ outcome: "foreign_mode" });
    expect(await available(one.user)).toBe(0);
  });

  test("webhook, success page and sweep at the same moment credit the tokens once", async () => {
    const { user, id } = await givenPending();
    const answers = await together(20, () => fulfilPurchase(id, payment(id)));
    expect(count(answers.map(({ outcome }) => outcome))).toEqual({ fulfilled: 1, exists: 19 });
    expect(await available(user)).toBe(100);
    expect(await fulfilPurchase(id, payment(id, { receiptUrl: "https://pay.example/receipt" }))).toMatchObject({
      outcome: "exists",
      purchase: { status: "paid", receiptUrl: "https://pay.example/receipt", chargedMinor: 1000 },
    });
    expect(await db.call("list_entries", user, null, 10)).toMatchObject([{ kind: "purchase", delta: 100 }]);
  });

  test("a purchase that failed or expired may be paid after all; one that is paid stays so", async () => {
    const { user, id } = await givenPending();
    expect(await closePurchase(id, "expired")).toBe("closed");
    expect(await closePurchase(id, "failed")).toBe("closed");
    expect(await closePurchase(id, "expired")).toBe("unchanged");
    expect((await findPurchase(id))?.status).toBe("failed");
    expect((await fulfilPurchase(id, payment(id))).outcome).toBe("fulfilled");
    expect(await closePurchase(id, "expired")).toBe("already_paid");
    expect(await closePurchase(randomUUID(), "expired")).toBe("not_found");
    expect(await available(user)).toBe(100);
  });

  test("a purchase is found by whatever Stripe calls it, and listed newest first", async () => {
    const { user, id } = await givenPaid();
    const second = order();
    await createPurchase(user, second);
    for (const reference of [id, `cs_${id}`, `pi_${id}`, `ch_${id}`]) {
      expect((await findPurchase(reference))?.id).toBe(id);
    }
    expect(await findPurchase("cs_unknown")).toBeNull();
    const first = await listPurchases(user, undefined, 1);
    expect(first.items).toMatchObject([{ id: second.id, status: "pending", paidAt: null }]);
    const rest = await listPurchases(user, first.nextCursor ?? "", 1);
    expect(rest).toMatchObject({ items: [{ id, status: "paid", chargedCurrency: "eur" }], nextCursor: null });
    await expect(listPurchases(user, "strange", 1)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("the sweep is given what waits for its payment, page by page, and nothing that was closed", async () => {
    const waiting = [await givenPending(), await givenPending()];
    const { id: paid } = await givenPaid();
    const listed: string[] = [];
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const page = await listPendingPurchases(0, cursor, 1);
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(listed.slice(-2)).toEqual(waiting.map(({ id }) => id));
    expect(listed).not.toContain(paid);
    expect((await listPendingPurchases(3600, undefined, 10)).items).toEqual([]);
  });

  test("a person has one customer at Stripe, and a customer one person", async () => {
    const [user, other] = [await givenUser(db, 0), await givenUser(db, 0)];
    expect(await getStripeCustomer(user)).toBeNull();
    expect(await linkStripeCustomer(user, "cus_1")).toBe("linked");
    expect(await linkStripeCustomer(user, "cus_1")).toBe("exists");
    expect(await linkStripeCustomer(user, "cus_2")).toBe("conflict");
    expect(await linkStripeCustomer(other, "cus_1")).toBe("conflict");
    expect(await getStripeCustomer(user)).toBe("cus_1");
  });
});

describe("money that goes back", () => {
  const refund = (id: string, refundedMinor: number, failedMinor = 0) =>
    refundPurchase(id, { refundedMinor, failedMinor });
  const dispute = (id: string, status: string, amountMinor = 1000) =>
    recordDispute(id, { dispute: `dp_${id}`, amountMinor, status });

  test("refunds take back tokens in proportion to all that was refunded, however often that is told", async () => {
    const { user, id } = await givenPaid();
    expect(await refund(id, 333)).toMatchObject({ outcome: "settled", purchase: { status: "partially_refunded" } });
    expect(await available(user)).toBe(67);
    expect((await refund(id, 333)).outcome).toBe("unchanged");
    expect((await refund(id, 100)).outcome).toBe("unchanged");
    expect(await refund(id, 1000)).toMatchObject({ outcome: "settled", purchase: { status: "refunded" } });
    expect(await available(user)).toBe(0);
  });

  test("a refund that fails gives the tokens back", async () => {
    const { user, id } = await givenPaid();
    await refund(id, 1000);
    expect(await refund(id, 1000, 600)).toMatchObject({ purchase: { refundedMinor: 400, tokensTakenBack: 40 } });
    expect(await available(user)).toBe(60);
  });

  test("an open dispute takes the tokens back and freezes the account; won gives them back and unfreezes it", async () => {
    const { user, id } = await givenPaid(7);
    expect(await dispute(id, "needs_response")).toMatchObject({ outcome: "settled", purchase: { status: "disputed" } });
    expect(await available(user)).toBe(7);
    expect(await hold(user, 1)).toEqual({ outcome: "account_frozen" });
    expect(await createPurchase(user, order())).toEqual({ outcome: "account_frozen" });
    expect((await dispute(id, "under_review")).outcome).toBe("unchanged");
    expect(await dispute(id, "won")).toMatchObject({ outcome: "settled", purchase: { status: "paid" } });
    expect(await available(user)).toBe(107);
    expect((await hold(user, 1)).outcome).toBe("placed");
    expect(await isFrozen(user)).toBe(false);
    expect((await dispute(id, "needs_response")).outcome).toBe("unchanged");
  });

  test("a lost dispute keeps the tokens and leaves a debt where they were spent; on appeal it may yet be won", async () => {
    const { user, id } = await givenPaid();
    await hold(user, 30);
    await dispute(id, "warning_needs_response");
    expect(await dispute(id, "lost")).toMatchObject({ purchase: { status: "dispute_lost" } });
    expect(await available(user)).toBe(-30);
    expect(await isFrozen(user)).toBe(false);
    expect((await hold(user, 1)).outcome).toBe("insufficient_tokens");
    expect((await dispute(id, "won")).outcome).toBe("settled");
    expect(await available(user)).toBe(70);
  });

  test("a status that is new to us moves nothing", async () => {
    const { user, id } = await givenPaid();
    await dispute(id, "needs_response");
    expect(await dispute(id, "appeal_submitted")).toEqual({ outcome: "unknown_status", status: "appeal_submitted" });
    expect(await isFrozen(user)).toBe(true);
    expect((await recordDispute(randomUUID(), { dispute: "d", amountMinor: 1, status: "won" })).outcome).toBe(
      "not_found",
    );
  });

  test("of two disputes, the account stays frozen until both have ended, and no more is taken than was bought", async () => {
    const { user, id } = await givenPaid();
    await dispute(id, "needs_response", 800);
    await recordDispute(id, { dispute: `second_${id}`, amountMinor: 800, status: "needs_response" });
    expect(await available(user)).toBe(0);
    await dispute(id, "won", 800);
    expect([await available(user), await isFrozen(user)]).toEqual([20, true]);
    await recordDispute(id, { dispute: `second_${id}`, amountMinor: 800, status: "warning_closed" });
    expect([await available(user), await isFrozen(user)]).toEqual([100, false]);
  });

  test("a warning of fraud is written down, and moves nothing", async () => {
    const { user, id } = await givenPaid();
    expect(await recordFraudWarning(id, "issfr_1")).toEqual({ outcome: "recorded", isFrozen: false });
    expect(await recordFraudWarning(id, "issfr_1")).toEqual({ outcome: "exists", isFrozen: false });
    expect(await recordFraudWarning(randomUUID(), "issfr_2")).toEqual({ outcome: "not_found" });
    expect(await available(user)).toBe(100);
  });
});

describe("messages", () => {
  test("twenty deliveries of one message at once do its work once, and all are told what came of it", async () => {
    const { user, id } = await givenPending();
    const message = event();
    const work: StripeWork = { do: "fulfil", purchase: id, payment: payment(id) };
    const answers = await together(20, () => processStripeEvent(message, work));
    expect(count(answers.map(({ outcome }) => outcome))).toEqual({ processed: 1, already_processed: 19 });
    expect(new Set(answers.map(({ result }) => result))).toEqual(new Set(["fulfilled"]));
    expect(await available(user)).toBe(100);
  });

  test("one that asks for nothing is remembered; one about a purchase that is not ours does nothing", async () => {
    const message = event();
    expect(await processStripeEvent(message, null)).toEqual({ outcome: "processed", result: "ignored" });
    expect(await processStripeEvent(message, null)).toEqual({ outcome: "already_processed", result: "ignored" });
    const foreign: StripeWork = { do: "refund", purchase: randomUUID(), refundedMinor: 5, failedMinor: 0 };
    expect(await processStripeEvent(event(), foreign)).toEqual({ outcome: "processed", result: "not_found" });
  });

  test("one whose work fails leaves nothing behind, and may come again", async () => {
    const { user, id } = await givenPending();
    const message = event();
    const broken = payment(id, { chargedMinor: -1 });
    await expect(processStripeEvent(message, { do: "fulfil", purchase: id, payment: broken })).rejects.toThrow(
      /charged/,
    );
    const work: StripeWork = { do: "fulfil", purchase: id, payment: payment(id) };
    expect(await processStripeEvent(message, work)).toEqual({ outcome: "processed", result: "fulfilled" });
    expect(await available(user)).toBe(100);
  });

  const STORIES: Record<string, { tells: (id: string) => StripeWork[]; ends: Ending }> = {
    "two refunds, one of which failed": {
      tells: (id) => [
        { do: "fulfil", purchase: id, payment: payment(id) },
        { do: "refund", purchase: id, refundedMinor: 300, failedMinor: 0 },
        { do: "refund", purchase: id, refundedMinor: 1000, failedMinor: 600 },
        { do: "close", purchase: id, status: "expired" },
      ],
      ends: { available: 60, status: "partially_refunded", isFrozen: false },
    },
    "a dispute that was won, and a refund": {
      tells: (id) => [
        { do: "fulfil", purchase: id, payment: payment(id) },
        { do: "dispute", purchase: id, dispute: `dp_${id}`, amountMinor: 750, status: "needs_response" },
        { do: "dispute", purchase: id, dispute: `dp_${id}`, amountMinor: 750, status: "won" },
        { do: "refund", purchase: id, refundedMinor: 250, failedMinor: 0 },
      ],
      ends: { available: 75, status: "partially_refunded", isFrozen: false },
    },
    "a dispute that was lost, and a refund": {
      tells: (id) => [
        { do: "fulfil", purchase: id, payment: payment(id) },
        { do: "dispute", purchase: id, dispute: `dp_${id}`, amountMinor: 750, status: "needs_response" },
        { do: "dispute", purchase: id, dispute: `dp_${id}`, amountMinor: 750, status: "lost" },
        { do: "refund", purchase: id, refundedMinor: 250, failedMinor: 0 },
      ],
      ends: { available: 0, status: "dispute_lost", isFrozen: false },
    },
  };

  interface Ending {
    readonly available: number;
    readonly status: string;
    readonly isFrozen: boolean;
  }

  async function ending({ user, id }: { user: string; id: string }): Promise<Ending> {
    const status = (await findPurchase(id))?.status ?? "";
    return { available: await available(user), status, isFrozen: await isFrozen(user) };
  }

  describe.each(Object.entries(STORIES))("%s", (_name, { tells, ends }) => {
    let bought: { user: string; id: string }[];
    const orders = permutations([0, 1, 2, 3]);

    beforeAll(async () => {
      bought = await Promise.all(orders.map(() => givenPending()));
    });

    test("ends the same in every order, each message delivered three times at once", async () => {
      const storm = async (sequence: readonly number[], id: string) => {
        for (const index of sequence) {
          const [message, work] = [event(), tells(id)[index] as StripeWork];
          await together(3, () => processStripeEvent(message, work));
        }
      };
      await Promise.all(orders.map((sequence, index) => storm(sequence, bought[index]?.id ?? "")));
      for (const one of bought) expect(await ending(one)).toEqual(ends);
    });

    test("ends the same when everything arrives at the same moment, twenty times", async () => {
      const one = await givenPending();
      const messages = tells(one.id).map((work) => ({ message: event(), work }));
      await together(20, () => Promise.all(messages.map(({ message, work }) => processStripeEvent(message, work))));
      expect(await ending(one)).toEqual(ends);
    });
  });

  test("leave books in which every rule holds", async () => {
    expect((await brokenRules(db)).filter((rule) => rule !== "edit_of_open_hold_exists")).toEqual([]);
  });
});

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
