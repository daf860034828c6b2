import "server-only";
import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { log } from "../log.ts";
import { findPurchase } from "../store/purchases.ts";
import { processStripeEvent, type StripeEvent } from "../store/stripe-events.ts";
import { sessionOfIntent } from "./read-payment.ts";
import { reconcile } from "./reconcile.ts";

/** The events that change a payment; `npm run stripe:doctor` looks for them at the endpoint. */
export const HANDLED_EVENTS = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "charge.refunded",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
  "charge.dispute.closed",
  "radar.early_fraud_warning.created",
] as const satisfies readonly Stripe.Event["type"][];

const HANDLED: ReadonlySet<string> = new Set(HANDLED_EVENTS);

/**
 * Does what an event asks for and stores it, once. Only ids are taken from it: what they stand for is read anew.
 *
 * @param payload The body it came in, of which a digest is kept.
 * @throws RepaintError where it could not be handled: it is not stored, and Stripe sends it again.
 */
export async function handleEvent(event: Stripe.Event, payload: string): Promise<void> {
  const record: StripeEvent = {
    id: event.id,
    type: event.type,
    apiVersion: event.api_version,
    isLive: event.livemode,
    sentAt: new Date(event.created * 1000).toISOString(),
    payloadSha256: createHash("sha256").update(payload).digest("hex"),
  };
  const about = event.data.object as unknown as Record<string, unknown>;
  if (event.type === "radar.early_fraud_warning.created") {
    await noteWarning(record, about);
  } else {
    await reconcile(HANDLED.has(event.type) ? await sessionOf(about) : null, record);
  }
}

async function noteWarning(
  record: StripeEvent,
  { id, charge, payment_intent }: Record<string, unknown>,
): Promise<void> {
  log.error({ alert: "stripe_fraud_warning", charge }, "Stripe warns of a payment: refund it, or a dispute may follow");
  const sessionId = await sessionOf({ payment_intent });
  if (sessionId !== null) await reconcile(sessionId);
  const purchase = sessionId === null ? null : await findPurchase(sessionId);
  await processStripeEvent(record, purchase && { do: "fraud_warning", purchase: purchase.id, warning: String(id) });
}

/** The checkout session an object belongs to; null where there is none, as for a payment made by hand at Stripe. */
async function sessionOf({ object, id, payment_intent }: Record<string, unknown>): Promise<string | null> {
  if (object === "checkout.session") return String(id);
  const isExpanded = typeof payment_intent === "object" && payment_intent !== null && "id" in payment_intent;
  const intentId = isExpanded ? payment_intent.id : payment_intent;
  return typeof intentId === "string" ? sessionOfIntent(intentId) : null;
}
