import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { adminPurchase, purchaseList } from "#lib/contracts/admin/purchases.ts";
import { PACKS } from "#lib/domain/pack.ts";
import { refundableMinor, tokensOfRefund } from "#lib/domain/refund.ts";
import { refundPurchase } from "#lib/server/admin/refund-purchase.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { getAdminPurchase, listAllPurchases, type PurchasesWanted } from "#lib/server/store/admin/purchases.ts";
import { listAdminActions } from "#lib/server/store/operator.ts";
import { refundPurchase as recordRefund } from "#lib/server/store/payments-back.ts";
import { createPurchase, findPurchase, fulfilPurchase } from "#lib/server/store/purchases.ts";
import { openCheckout } from "#lib/server/stripe/open-checkout.ts";
import { reconcile } from "#lib/server/stripe/reconcile.ts";
import { returnFromCheckout } from "#lib/server/stripe/return-from-checkout.ts";
import { type StripeSandbox, startStripeSandbox, stripeVariables } from "#tests/sandbox/stripe/server.ts";
import { freshDatabase } from "./database.ts";
import { brokenRules, givenUser } from "./given.ts";

/** The real SDK between a real database and the stand-in for Stripe, which tells nobody what happens. */
const db = freshDatabase();
let stripe: StripeSandbox;

beforeAll(async () => {
  stripe = await startStripeSandbox();
  stripe.delivery.setMode("never");
  Object.assign(process.env, stripeVariables(stripe));
});
beforeEach(() => stripe.setOutage(null));
afterAll(() => stripe.close());

const by = { actor: "admin:1", reason: "Asked by mail" };
const SMALL = PACKS[0]?.tokens ?? 0;
const PRICE = PACKS[0]?.price.amount ?? 0;
const asked = (amountMinor: number | null) => ({ amountMinor, reason: "x", key: randomUUID() });
const availableOf = async (user: string) => (await getAccount(user)).available;
const bookOf = async (user: string) => (await listAdminActions(user, undefined, 9)).items;
const refundsAtStripe = (intent: string | null) =>
  [...stripe.account.refunds.values()].filter(({ payment_intent }) => payment_intent === intent);

/** Somebody with 10 free tokens who has paid for the small pack. */
async function givenPaid() {
  const user = await givenUser(db, 10);
  const { purchaseId } = await openCheckout(
    { id: user, email: `${user}@example.com` },
    { id: randomUUID(), packId: "small" },
  );
  const sessionId = (await findPurchase(purchaseId))?.sessionId ?? "";
  stripe.account.pay(sessionId);
  const { paymentIntentId, chargeId } = await returnFromCheckout(user, sessionId);
  return { user, id: purchaseId, intent: paymentIntentId, charge: chargeId ?? "" };
}

describe("a refund", () => {
  test("of all that is left takes the tokens back before it answers, and is in the book", async () => {
    const { user, id, intent } = await givenPaid();
    const answer = await refundPurchase(id, asked(null), by);
    expect(answer).toMatchObject({ outcome: "refunded", amountMinor: PRICE });
    expect(adminPurchase.parse(answer.purchase)).toMatchObject({
      status: "refunded",
      refundedMinor: PRICE,
      tokensTakenBack: SMALL,
      available: 10,
    });
    expect(await availableOf(user)).toBe(10);
    expect(refundsAtStripe(intent)).toMatchObject([{ amount: PRICE }]);
    expect(await bookOf(user)).toMatchObject([
      { action: "ask_refund", subject: id, ...by, details: { amountMinor: PRICE } },
    ]);
  });

  test("of a part takes back its share, and the rest can be refunded later", async () => {
    const { user, id } = await givenPaid();
    await refundPurchase(id, asked(PRICE / 5), by);
    expect(await availableOf(user)).toBe(10 + SMALL - SMALL / 5);
    const rest = await refundPurchase(id, asked(null), by);
    expect(rest).toMatchObject({ amountMinor: PRICE - PRICE / 5, purchase: { status: "refunded" } });
    expect(await availableOf(user)).toBe(10);
  });

  test("is one refund, however often and at once the same request is sent", async () => {
    const { user, id, intent } = await givenPaid();
    const once = asked(PRICE / 2);
    const answers = await Promise.all([1, 2, 3, 4].map(() => refundPurchase(id, once, by)));
    expect(answers.filter(({ outcome }) => outcome === "refunded")).toHaveLength(1);
    expect(await refundPurchase(id, once, by)).toMatchObject({ outcome: "exists", amountMinor: PRICE / 2 });
    expect(refundsAtStripe(intent)).toHaveLength(1);
    expect(await availableOf(user)).toBe(10 + SMALL / 2);
    await expect(refundPurchase(id, { ...once, amountMinor: 1 }, by)).rejects.toMatchObject({
      code: "idempotency_conflict",
    });
    const all = asked(null);
    expect((await refundPurchase(id, all, by)).amountMinor).toBe(PRICE / 2);
    expect(await refundPurchase(id, all, by)).toMatchObject({ outcome: "exists", amountMinor: PRICE / 2 });
    expect(refundsAtStripe(intent)).toHaveLength(2);
  });

  test("asked for twice at once is refused where both together are more than was paid", async () => {
    const { user, id, intent } = await givenPaid();
    const answers = await Promise.allSettled([1, 2].map(() => refundPurchase(id, asked(PRICE * 0.6), by)));
    const failed = answers.filter((answer) => answer.status === "rejected");
    expect(failed).toHaveLength(1);
    expect(["refund_refused", "refund_too_much"]).toContain(failed[0]?.reason.code);
    expect(refundsAtStripe(intent)).toHaveLength(1);
    expect(await availableOf(user)).toBe(10 + SMALL * 0.4);
  });

  test("of more than is left is refused before Stripe is asked", async () => {
    const { id, intent } = await givenPaid();
    await expect(refundPurchase(id, asked(PRICE + 1), by)).rejects.toMatchObject({
      code: "refund_too_much",
      field: "amountMinor",
    });
    expect(refundsAtStripe(intent)).toEqual([]);
  });

  test("that Stripe made already, as in its dashboard, brings the books up to date and says so", async () => {
    const { user, id, charge } = await givenPaid();
    stripe.account.refund({ charge });
    await expect(refundPurchase(id, asked(null), by)).rejects.toMatchObject({ code: "refund_refused" });
    expect(await bookOf(user)).toMatchObject([
      { action: "refuse_refund", actor: "stripe", reason: "charge_already_refunded", details: { amountMinor: PRICE } },
      { action: "ask_refund", subject: id, ...by },
    ]);
    expect(await availableOf(user)).toBe(10);
    expect((await getAdminPurchase(id))?.status).toBe("refunded");
  });

  test("of a disputed payment is refused for good, and the account is frozen as Stripe says", async () => {
    const { user, id, charge, intent } = await givenPaid();
    const dispute = stripe.account.openDispute(charge);
    const once = asked(null);
    await expect(refundPurchase(id, once, by)).rejects.toMatchObject({ code: "refund_refused" });
    expect(await getAccount(user)).toMatchObject({ isFrozen: true });
    await expect(refundPurchase(id, asked(null), by)).rejects.toMatchObject({ code: "refund_too_much" });
    stripe.account.closeDispute(dispute.id, "won");
    await reconcile((await findPurchase(id))?.sessionId ?? "");
    await expect(refundPurchase(id, once, by)).rejects.toMatchObject({ code: "refund_refused" });
    expect((await bookOf(user)).map(({ action, reason }) => [action, reason])).toEqual([
      ["refuse_refund", "charge_disputed"],
      ["ask_refund", by.reason],
    ]);
    expect(refundsAtStripe(intent)).toEqual([]);
    expect(await refundPurchase(id, asked(null), by)).toMatchObject({ outcome: "refunded" });
  });

  test.each(["away", "busy"] as const)(
    "while Stripe is %s is told, and is one refund when it is sent again",
    async (outage) => {
      const { user, id, intent } = await givenPaid();
      const once = asked(PRICE);
      stripe.setOutage(outage);
      await expect(refundPurchase(id, once, by)).rejects.toMatchObject({ code: "payment_unavailable" });
      expect(await availableOf(user)).toBe(10 + SMALL);
      stripe.setOutage(null);
      expect(await refundPurchase(id, once, by)).toMatchObject({ outcome: "exists", amountMinor: PRICE });
      expect(refundsAtStripe(intent)).toHaveLength(1);
      expect(await availableOf(user)).toBe(10);
      expect(await bookOf(user)).toHaveLength(1);
    },
  );

  test("whose answer was lost is found again, also after Stripe has forgotten the key", async () => {
    const { user, id, intent } = await givenPaid();
    const once = asked(PRICE / 2);
    await refundPurchase(id, once, by);
    const created = stripe.requests.filter((request) => request === "POST /v1/refunds").length;
    expect(await refundPurchase(id, once, by)).toMatchObject({ outcome: "exists" });
    expect(stripe.requests.filter((request) => request === "POST /v1/refunds")).toHaveLength(created);
    expect(refundsAtStripe(intent)).toHaveLength(1);
    expect(await availableOf(user)).toBe(10 + SMALL / 2);
  });

  test("of tokens that are spent already leaves a debt", async () => {
    const { user, id } = await givenPaid();
    await db.call("admin_adjust", user, -(SMALL + 5), "Spent", "admin:2", randomUUID());
    await refundPurchase(id, asked(null), by);
    expect(await getAccount(user)).toMatchObject({ available: 5 - SMALL, inDebt: true });
  });

  test("of what was never paid, of another mode, and of nothing is refused", async () => {
    const user = await givenUser(db, 0);
    const [unpaid, live] = [randomUUID(), randomUUID()];
    const order = { packId: "small", tokens: 10, priceMinor: 500, currency: "eur" };
    await createPurchase(user, { id: unpaid, ...order, isLive: false });
    await createPurchase(user, { id: live, ...order, isLive: true });
    const payment = {
      sessionId: "cs_live",
      paymentIntentId: "pi_live",
      chargedMinor: 500,
      currency: "eur",
      isLive: true,
    };
    await fulfilPurchase(live, payment);
    for (const id of [unpaid, live]) {
      await expect(refundPurchase(id, asked(null), by)).rejects.toMatchObject({ code: "not_refundable" });
    }
    await expect(refundPurchase(randomUUID(), asked(null), by)).rejects.toMatchObject({ code: "not_found" });
  });

  test("on a server without a key of Stripe's is refused before anything is written", async () => {
    const { user, id } = await givenPaid();
    vi.resetModules();
    const { STRIPE_SECRET_KEY, ...without } = process.env;
    vi.stubGlobal("process", { ...process, env: without });
    const fresh = await import("#lib/server/admin/refund-purchase.ts");
    await expect(fresh.refundPurchase(id, asked(null), by)).rejects.toMatchObject({ code: "purchases_off" });
    vi.unstubAllGlobals();
    expect(await bookOf(user)).toEqual([]);
  });

  test("takes back as many tokens as was told before it was made, whatever was bought and refunded", async () => {
    const user = await givenUser(db, 0);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 4 }),
        async (tokens, chargedMinor, amounts) => {
          const id = randomUUID();
          const order = { id, packId: "small", tokens, priceMinor: chargedMinor, currency: "eur", isLive: false };
          await createPurchase(user, order);
          const paid = {
            sessionId: `cs_${id}`,
            paymentIntentId: `pi_${id}`,
            chargedMinor,
            currency: "eur",
            isLive: false,
          };
          await fulfilPurchase(id, paid);
          let refundedMinor = 0;
          for (const amount of amounts) {
            const before = await getAdminPurchase(id);
            if (!before || amount > refundableMinor(before)) continue;
            refundedMinor += amount;
            await recordRefund(id, { refundedMinor, failedMinor: 0 });
            const after = await getAdminPurchase(id);
            expect((after?.tokensTakenBack ?? 0) - before.tokensTakenBack).toBe(tokensOfRefund(before, amount));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("leaves books in which every rule holds", async () => {
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe("the list of purchases", () => {
  const all = async (wanted: PurchasesWanted) => {
    const seen: string[] = [];
    for (let cursor: string | undefined, isDone = false; !isDone; ) {
      const page = purchaseList.parse(await listAllPurchases(wanted, cursor, 3));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      isDone = cursor === undefined;
    }
    return seen;
  };

  test("has every purchase on exactly one page, the newest first", async () => {
    const { id } = await givenPaid();
    const seen = await all({});
    expect(seen[0]).toBe(id);
    expect(new Set(seen).size).toBe(seen.length);
    const [row] = await db.query<{ count: number }>("select count(*)::int as count from private.purchases");
    expect(seen).toHaveLength(row?.count ?? 0);
  });

  test("is narrowed to a status and to an account", async () => {
    const { user, id } = await givenPaid();
    const pending = randomUUID();
    const order = { packId: "small", tokens: 10, priceMinor: 500, currency: "eur", isLive: false };
    await createPurchase(user, { id: pending, ...order });
    expect(await all({ userId: user })).toEqual([pending, id]);
    expect(await all({ userId: user, status: "paid" })).toEqual([id]);
    expect(await all({ status: "paid" })).toContain(id);
    expect(await all({ status: "paid" })).not.toContain(pending);
    expect(await all({ userId: randomUUID() })).toEqual([]);
  });
});
