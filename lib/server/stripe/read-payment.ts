import "server-only";
import type Stripe from "stripe";
import type { StripeWork } from "../store/stripe-events.ts";
import { askStripe, isLiveMode } from "./client.ts";

/** Stripe's enumerations are open: what is not listed here counts as not paid. */
const PAID: ReadonlySet<string> = new Set(["paid", "no_payment_required"]);
const FAILED_REFUNDS: ReadonlySet<string> = new Set(["failed", "canceled"]);

/**
 * What our books are to be told of a payment, as Stripe says it is now: never from an event, which may be late, repeated
 * or out of order. Each part is a fact that never unhappens, in an order in which each can be told.
 *
 * @returns null for a session that is none of ours, or of the other mode.
 * @throws RepaintError `payment_unavailable`
 */
export async function readPayment(sessionId: string): Promise<StripeWork[] | null> {
  const session = await askStripe(({ checkout }) =>
    checkout.sessions.retrieve(sessionId, { expand: ["payment_intent.latest_charge"] }),
  );
  const purchase = session.client_reference_id;
  if (purchase === null || session.livemode !== isLiveMode()) return null;
  const intent = asObject(session.payment_intent);
  const charge = asObject(intent?.latest_charge);
  const ending = endingOf(session, intent);
  if (ending === "open") return [];
  if (ending !== "paid") return [{ do: "close", purchase, status: ending }];
  const paid: StripeWork = {
    do: "fulfil",
    purchase,
    payment: {
      sessionId: session.id,
      paymentIntentId: intent?.id ?? null,
      chargeId: charge?.id ?? null,
      customerId: idOf(session.customer),
      chargedMinor: charge?.amount ?? session.amount_total ?? 0,
      currency: charge?.currency ?? session.currency ?? "",
      receiptUrl: charge?.receipt_url ?? null,
      isLive: session.livemode,
    },
  };
  return charge ? [paid, ...(await refundsOf(charge, purchase)), ...(await disputesOf(charge, purchase))] : [paid];
}

/** The session that a payment belongs to; null where it was not made by a checkout. */
export async function sessionOfIntent(paymentIntentId: string): Promise<string | null> {
  const { data } = await askStripe(({ checkout }) =>
    checkout.sessions.list({ payment_intent: paymentIntentId, limit: 1 }),
  );
  return data[0]?.id ?? null;
}

/** All that was ever sent back, and what of it came back to us: both only ever grow. */
async function refundsOf({ id }: Stripe.Charge, purchase: string): Promise<StripeWork[]> {
  const { data } = await askStripe(({ refunds }) => refunds.list({ charge: id, limit: 100 }));
  if (data.length === 0) return [];
  const failed = data.filter(({ status }) => FAILED_REFUNDS.has(status ?? ""));
  return [{ do: "refund", purchase, refundedMinor: sumOf(data), failedMinor: sumOf(failed) }];
}

async function disputesOf({ id, disputed }: Stripe.Charge, purchase: string): Promise<StripeWork[]> {
  if (!disputed) return [];
  const { data } = await askStripe(({ disputes }) => disputes.list({ charge: id, limit: 100 }));
  return data.map(({ id: dispute, amount, status }) => ({
    do: "dispute",
    purchase,
    dispute,
    amountMinor: amount,
    status,
  }));
}

function endingOf(
  { payment_status, status }: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): "paid" | "open" | "failed" | "expired" {
  if (PAID.has(payment_status)) return "paid";
  if (status === "expired") return "expired";
  // A transfer that failed leaves the session complete, and its intent waiting for another way to pay.
  const hasFailed = intent?.status === "requires_payment_method" || intent?.status === "canceled";
  return status === "complete" && hasFailed ? "failed" : "open";
}

const sumOf = (refunds: readonly Stripe.Refund[]): number => refunds.reduce((sum, { amount }) => sum + amount, 0);
const asObject = <Whole extends object>(value: string | Whole | null | undefined): Whole | null =>
  typeof value === "object" ? value : null;
const idOf = (value: string | { id: string } | null): string | null =>
  typeof value === "string" ? value : (value?.id ?? null);
