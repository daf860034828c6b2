import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  SANDBOX_STRIPE_KEY,
  SANDBOX_WEBHOOK_SECRET,
  type StripeSandbox,
  startStripeSandbox,
} from "#tests/sandbox/stripe/server.ts";

/** The SDK, unchanged, against the stand-in. */
let sandbox: StripeSandbox;
let stripe: Stripe;
const received: Array<{ body: string; signature: string }> = [];
const answers: number[] = [];
const receiver = createServer(async (incoming, outgoing) => {
  received.push({ body: await text(incoming), signature: String(incoming.headers["stripe-signature"]) });
  outgoing.writeHead(answers.shift() ?? 200).end();
});

beforeEach(async () => {
  received.length = 0;
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  sandbox = await startStripeSandbox({
    webhookUrl,
    prices: { price_small: { unit_amount: 500, currency: "eur", name: "Small" } },
  });
  stripe = connect(SANDBOX_STRIPE_KEY);
});
afterEach(async () => {
  await sandbox.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

function connect(key: string): Stripe {
  const { hostname, port } = new URL(sandbox.origin);
  return new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
}

const ORDER: Stripe.Checkout.SessionCreateParams = {
  mode: "payment",
  client_reference_id: "order-1",
  metadata: { order: "order-1" },
  line_items: [
    { quantity: 1, price_data: { currency: "usd", unit_amount: 900, product_data: { name: "100 tokens" } } },
  ],
  success_url: "http://localhost:3000/billing?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:3000/billing",
};

const payOnThePage = (url: string | null, choice: string) =>
  fetch(url ?? "", { method: "POST", body: new URLSearchParams({ choice }), redirect: "manual" });

describe("a payment", () => {
  test("is open until the page is used, then paid, and its parts can be read and listed", async () => {
    const customer = await stripe.customers.create({ email: "ada@example.com" });
    const created = await stripe.checkout.sessions.create({ ...ORDER, customer: customer.id }, { idempotencyKey: "1" });
    expect(created).toMatchObject({ status: "open", payment_status: "unpaid", amount_total: 900, currency: "usd" });
    expect(await (await fetch(created.url ?? "")).text()).toContain("$9.00");

    const back = await payOnThePage(created.url, "pay");
    expect(back.headers.get("location")).toBe(`http://localhost:3000/billing?session=${created.id}`);
    const paid = await stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent.latest_charge"] });
    expect(paid).toMatchObject({ status: "complete", payment_status: "paid", customer: customer.id });
    expect(paid.payment_intent).toMatchObject({ latest_charge: { paid: true, amount: 900, amount_refunded: 0 } });
    const listed = await stripe.checkout.sessions.list({ created: { gte: created.created - 1 }, limit: 1 });
    expect(listed.data.map(({ id }) => id)).toEqual([created.id]);
  });

  test("by a declined card stays open, by a transfer is complete but unpaid until the money comes", async () => {
    const session = await stripe.checkout.sessions.create(ORDER);
    expect(await (await payOnThePage(session.url, "decline")).text()).toContain("declined");
    await payOnThePage(session.url, "transfer");
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
    });
    sandbox.account.endTransfer(session.id, true);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
  });

  test("by a price of the dashboard costs that price", async () => {
    const line_items = [{ quantity: 2, price: "price_small" }];
    expect(await stripe.checkout.sessions.create({ ...ORDER, line_items })).toMatchObject({
      amount_total: 1000,
      currency: "eur",
    });
    const unknown = stripe.checkout.sessions.create({ ...ORDER, line_items: [{ quantity: 1, price: "price_none" }] });
    await expect(unknown).rejects.toMatchObject({ code: "resource_missing" });
  });
});

describe("what Stripe refuses is refused", () => {
  test("another key, an unknown parameter, an unknown object, an unknown address", async () => {
    await expect(connect("sk_test_other").balance.retrieve()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
    const odd = { ...ORDER, payment_method_types: ["card"] } as Stripe.Checkout.SessionCreateParams;
    await expect(stripe.checkout.sessions.create(odd)).rejects.toMatchObject({
      code: "parameter_unknown",
      param: "payment_method_types",
    });
    await expect(stripe.checkout.sessions.retrieve("cs_test_none")).rejects.toMatchObject({ statusCode: 404 });
    await expect(stripe.products.list()).rejects.toMatchObject({ statusCode: 404 });
  });

  test("one idempotency key is one session, and never another one", async () => {
    const first = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: "order" });
    const again = await stripe.checkout.sessions.create(ORDER, { idempotencyKey: "order" });
    expect(again.id).toBe(first.id);
    const other = stripe.checkout.sessions.create({ ...ORDER, client_reference_id: "x" }, { idempotencyKey: "order" });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });
});

test("refunds add up to the amount paid and no further; one that fails does not count", async () => {
  const session = await stripe.checkout.sessions.create(ORDER);
  const payment_intent = sandbox.account.pay(session.id).payment_intent ?? "";
  const first = await stripe.refunds.create({ payment_intent, amount: 400 });
  await stripe.refunds.create({ payment_intent });
  await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({ code: "charge_already_refunded" });
  sandbox.account.failRefund(first.id);
  const intent = await stripe.paymentIntents.retrieve(payment_intent, { expand: ["latest_charge"] });
  expect(intent.latest_charge).toMatchObject({ amount_refunded: 500, refunded: false });
});

describe("events", () => {
  test("are signed as the SDK checks it, and say what happened", async () => {
    const session = await stripe.checkout.sessions.create(ORDER);
    sandbox.account.pay(session.id);
    const charge = [...sandbox.account.charges.keys()][0] ?? "";
    sandbox.account.closeDispute(sandbox.account.openDispute(charge).id, "won");
    await sandbox.delivery.settled();
    const events = received.map(({ body, signature }) =>
      stripe.webhooks.constructEvent(body, signature, SANDBOX_WEBHOOK_SECRET),
    );
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      "charge.dispute.closed",
      "charge.dispute.created",
      "charge.dispute.funds_reinstated",
      "charge.dispute.funds_withdrawn",
      "charge.succeeded",
      "checkout.session.completed",
      "payment_intent.succeeded",
    ]);
  });

  test("come twice or never on demand, and again after an answer that is no success", async () => {
    const { account, delivery } = sandbox;
    delivery.setMode("twice");
    account.expire((await stripe.checkout.sessions.create(ORDER)).id);
    await delivery.settled();
    expect(received).toHaveLength(2);

    delivery.setMode("never");
    account.expire((await stripe.checkout.sessions.create(ORDER)).id);
    await delivery.settled();
    expect(received).toHaveLength(2);

    answers.push(500);
    const kept = delivery.events.at(-1);
    expect(kept && (await delivery.deliver(kept))).toBe(200);
    expect(received).toHaveLength(4);
  });
});
