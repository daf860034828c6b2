import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PACKS } from "#lib/domain/pack.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { findPurchase } from "#lib/server/store/purchases.ts";
import { openCheckout } from "#lib/server/stripe/open-checkout.ts";
import { returnFromCheckout } from "#lib/server/stripe/return-from-checkout.ts";
import { sweepPayments } from "#lib/server/stripe/sweep-payments.ts";
import { sign } from "#tests/sandbox/stripe/delivery.ts";
import type { Event } from "#tests/sandbox/stripe/objects.ts";
import {
  SANDBOX_WEBHOOK_SECRET,
  type StripeSandbox,
  startStripeSandbox,
  stripeVariables,
} from "#tests/sandbox/stripe/server.ts";
import { POST as webhook } from "../../app/api/v1/stripe/webhook/route.ts";
import { freshDatabase } from "./database.ts";
import { brokenRules, givenUser } from "./given.ts";

/** The real handlers and the real SDK between a real database and the stand-in for Stripe. */
const db = freshDatabase();
let stripe: StripeSandbox;
const app = createServer(async (incoming, outgoing) => {
  const headers = new Headers(incoming.headers as Record<string, string>);
  const request = new Request("http://localhost/api/v1/stripe/webhook", {
    method: "POST",
    headers,
    body: await text(incoming),
  });
  const response = await webhook(request, { params: Promise.resolve({}) });
  outgoing.writeHead(response.status).end(await response.text());
});

beforeAll(async () => {
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  stripe = await startStripeSandbox({ webhookUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}/` });
  Object.assign(process.env, stripeVariables(stripe));
});
beforeEach(() => {
  stripe.delivery.setMode("never");
  stripe.setOutage(null);
});
afterAll(async () => {
  await stripe.close();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

const SMALL = PACKS[0]?.tokens ?? 0;

/** Somebody with 10 free tokens before a payment page. */
async function givenOrder() {
  const id = await givenUser(db, 10);
  const user = { id, email: `${id}@example.com` };
  const { purchaseId } = await openCheckout(user, { id: randomUUID(), packId: "small" });
  const purchase = await findPurchase(purchaseId);
  return { user, purchaseId, sessionId: purchase?.sessionId ?? "" };
}

/** What is told of while something happens, without telling the app. */
async function eventsOf(happen: () => unknown): Promise<Event[]> {
  const before = stripe.delivery.events.length;
  await happen();
  return stripe.delivery.events.slice(before);
}

const chargeOf = (sessionId: string) => {
  const intent = stripe.account.sessions.get(sessionId)?.payment_intent ?? "";
  return stripe.account.intents.get(intent)?.latest_charge ?? "";
};
const availableOf = async (user: { id: string }) => (await getAccount(user.id)).available;

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe("buying", () => {
  test("is one order and one page, however often it is asked for", async () => {
    const user = { id: await givenUser(db, 0), email: "ada@example.com" };
    const asked = { id: randomUUID(), packId: "small" as const, next: "/edit/1" };
    const answers = await Promise.all([1, 2, 3].map(() => openCheckout(user, asked)));
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
    await expect(openCheckout(user, { ...asked, packId: "large" })).rejects.toMatchObject({
      code: "idempotency_conflict",
    });
    const session = [...stripe.account.sessions.values()].at(-1);
    expect(session).toMatchObject({
      amount_total: 500,
      client_reference_id: asked.id,
      success_url: expect.stringMatching(/\/billing\/return\?next=%2Fedit%2F1&session_id=\{CHECKOUT_SESSION_ID\}$/),
    });
    await openCheckout(user, { ...asked, id: randomUUID() });
    expect([...stripe.account.customers.values()].filter(({ email }) => email === user.email)).toHaveLength(1);
  });

  test("credits once when twenty copies of its event come at the same moment as the person", async () => {
    const { user, sessionId } = await givenOrder();
    const events = await eventsOf(() => stripe.account.pay(sessionId));
    const completed = events.find(({ type }) => type === "checkout.session.completed") as Event;
    const copies = Array.from({ length: 20 }, () => stripe.delivery.deliver(completed));
    const [back, ...statuses] = await Promise.all([returnFromCheckout(user.id, sessionId), ...copies]);
    expect(statuses.every((status) => status === 200)).toBe(true);
    expect(back.status).toBe("paid");
    expect(await availableOf(user)).toBe(10 + SMALL);
    expect(await brokenRules(db)).toEqual([]);
  });

  test("by a transfer waits for the money, and a transfer that fails credits nothing", async () => {
    const [arrives, fails] = [await givenOrder(), await givenOrder()];
    stripe.delivery.setMode("at-once");
    for (const { sessionId } of [arrives, fails]) stripe.account.pay(sessionId, false);
    await stripe.delivery.settled();
    expect((await returnFromCheckout(arrives.user.id, arrives.sessionId)).status).toBe("pending");
    stripe.account.endTransfer(arrives.sessionId, true);
    stripe.account.endTransfer(fails.sessionId, false);
    await stripe.delivery.settled();
    expect(await availableOf(arrives.user)).toBe(10 + SMALL);
    expect(await availableOf(fails.user)).toBe(10);
    expect((await findPurchase(fails.purchaseId))?.status).toBe("failed");
  });

  test("that nobody told us of is found by the sweep; a page that ran out is closed", async () => {
    const [paid, left] = [await givenOrder(), await givenOrder()];
    stripe.account.pay(paid.sessionId);
    stripe.account.expire(left.sessionId);
    await sweepPayments(0);
    expect(await availableOf(paid.user)).toBe(10 + SMALL);
    expect((await findPurchase(left.purchaseId))?.status).toBe("expired");
  });

  test("of somebody else is not seen by coming back with their session", async () => {
    const { sessionId } = await givenOrder();
    const other = await givenUser(db, 0);
    await expect(returnFromCheckout(other, sessionId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("while Stripe is away is refused with a code, and what was paid is shown as waiting", async () => {
    const { user, sessionId } = await givenOrder();
    stripe.account.pay(sessionId);
    stripe.setOutage("away");
    await expect(openCheckout(user, { id: randomUUID(), packId: "small" })).rejects.toMatchObject({
      code: "payment_unavailable",
    });
    expect((await returnFromCheckout(user.id, sessionId)).status).toBe("pending");
    stripe.setOutage(null);
    expect((await returnFromCheckout(user.id, sessionId)).status).toBe("paid");
  });
});

describe("money that goes back", () => {
  test("in every order of the events of two refunds, takes back their share once", async () => {
    const orders = permutations([0, 1, 2, 3]);
    for (const order of orders) {
      const { user, sessionId } = await givenOrder();
      const told = await eventsOf(() => {
        stripe.account.pay(sessionId);
        const charge = chargeOf(sessionId);
        stripe.account.refund({ charge, amount: 100 });
        stripe.account.refund({ charge, amount: 150 });
      });
      const four = told.filter(({ type }) => /completed|charge\.refunded|refund\.created/.test(type)).slice(0, 4);
      for (const at of order) expect(await stripe.delivery.deliver(four[at] as Event)).toBe(200);
      expect(await availableOf(user)).toBe(10 + SMALL / 2);
    }
    expect(await brokenRules(db)).toEqual([]);
  });

  test("a refund that fails gives back what it took", async () => {
    const { user, sessionId } = await givenOrder();
    stripe.delivery.setMode("at-once");
    stripe.account.pay(sessionId);
    const refund = stripe.account.refund({ charge: chargeOf(sessionId) });
    await stripe.delivery.settled();
    expect(await availableOf(user)).toBe(10);
    stripe.account.failRefund(refund.id);
    await stripe.delivery.settled();
    expect(await availableOf(user)).toBe(10 + SMALL);
  });

  test.each([
    ["lost", 10, false],
    ["won", 10 + SMALL, false],
    ["a_new_word", 10, true],
  ] as const)(
    "a dispute freezes the account; %s, in every order of its events, leaves %i tokens",
    async (status, tokens, isFrozen) => {
      for (const order of permutations([0, 1, 2]).slice(0, 4)) {
        const { user, sessionId } = await givenOrder();
        const paid = await eventsOf(() => stripe.account.pay(sessionId));
        const opened = await eventsOf(() => stripe.account.openDispute(chargeOf(sessionId)));
        await stripe.delivery.deliver(opened[0] as Event);
        expect(await getAccount(user.id)).toMatchObject({ available: 10, isFrozen: true });
        const dispute = [...stripe.account.disputes.keys()].at(-1) ?? "";
        const closed = await eventsOf(() => stripe.account.closeDispute(dispute, status as "won"));
        const three = [paid.at(-1), opened[1], closed.at(-1)];
        for (const at of order) expect(await stripe.delivery.deliver(three[at] as Event)).toBe(200);
        expect(await getAccount(user.id)).toMatchObject({ available: tokens, isFrozen });
      }
      expect(await brokenRules(db)).toEqual([]);
    },
  );
});

describe("a delivery", () => {
  const body = (change: Partial<Event> = {}) =>
    JSON.stringify({ ...(stripe.delivery.events.at(-1) as Event), id: `evt_${randomUUID()}`, ...change });
  const post = (payload: string, signature: string | null) =>
    webhook(
      new Request("http://localhost/", {
        method: "POST",
        body: payload,
        ...(signature && { headers: { "stripe-signature": signature } }),
      }),
      { params: Promise.resolve({}) },
    );
  const countEvents = async () =>
    Number((await db.query<{ n: string }>("select count(*) n from private.stripe_events"))[0]?.n);
  const now = () => Math.floor(Date.now() / 1000);

  test.each([
    ["unsigned", () => null],
    ["signed by somebody else", (payload: string) => sign(payload, "whsec_other")],
    ["tampered with", (payload: string) => sign(`${payload} `, SANDBOX_WEBHOOK_SECRET)],
    ["replayed after ten minutes", (payload: string) => sign(payload, SANDBOX_WEBHOOK_SECRET, now() - 600)],
    ["from the future", (payload: string) => sign(payload, SANDBOX_WEBHOOK_SECRET, now() + 600)],
  ])("that is %s is refused and changes nothing", async (_, signatureOf) => {
    const { user, sessionId } = await givenOrder();
    await eventsOf(() => stripe.account.pay(sessionId));
    const before = await countEvents();
    const payload = body();
    expect((await post(payload, signatureOf(payload))).status).toBe(400);
    expect(await countEvents()).toBe(before);
    expect(await availableOf(user)).toBe(10);
  });

  test("of Stripe's live mode is taken and left alone by a test server", async () => {
    const { user, sessionId } = await givenOrder();
    await eventsOf(() => stripe.account.pay(sessionId));
    const payload = body({ livemode: true });
    expect((await post(payload, sign(payload, SANDBOX_WEBHOOK_SECRET))).status).toBe(200);
    expect(await availableOf(user)).toBe(10);
  });

  test("of a kind that means nothing to us is stored and taken", async () => {
    const before = await countEvents();
    const payload = body({ type: "product.created", data: { object: { id: "prod_1", object: "product" } } });
    expect((await post(payload, sign(payload, SANDBOX_WEBHOOK_SECRET))).status).toBe(200);
    expect(await countEvents()).toBe(before + 1);
  });

  test("that cannot be handled now is not stored, and is handled when it comes again", async () => {
    const { user, sessionId } = await givenOrder();
    const [event] = (await eventsOf(() => stripe.account.pay(sessionId))).filter(({ type }) =>
      type.startsWith("checkout"),
    );
    stripe.setOutage("away");
    const payload = JSON.stringify(event);
    expect((await post(payload, sign(payload, SANDBOX_WEBHOOK_SECRET))).status).toBe(503);
    stripe.setOutage(null);
    expect((await post(payload, sign(payload, SANDBOX_WEBHOOK_SECRET))).status).toBe(200);
    expect(await availableOf(user)).toBe(10 + SMALL);
  });
});
