import "server-only";
import type Stripe from "stripe";
import { log } from "../log.ts";
import { askStripe } from "./client.ts";
import { unlessRefused } from "./unless-refused.ts";

export interface RefundOrder {
  readonly purchaseId: string;
  readonly paymentIntentId: string;
  /** Of the row in the book that says who wants it and why. */
  readonly actionId: number;
  /** In the currency that was charged, in its smallest unit. */
  readonly amountMinor: number;
  /** Whether it may have been sent before. */
  readonly isRepeated: boolean;
}

export type SentRefund = { readonly outcome: "sent" } | { readonly outcome: "refused"; readonly code: string };

/**
 * Sends money back, once for each row in the book: Stripe forgets keys after a day or more, so what may have been sent
 * before is looked for among the payment's refunds.
 *
 * @returns `refused` where Stripe makes none, as of a payment that is disputed or was refunded meanwhile, with its code.
 * @throws RepaintError `payment_unavailable`: it may or may not have been made, and may be sent again.
 */
export async function sendRefund(order: RefundOrder): Promise<SentRefund> {
  const { purchaseId, paymentIntentId, actionId, amountMinor, isRepeated } = order;
  if (isRepeated && (await wasSent(order))) return { outcome: "sent" };
  let code = "";
  const isSent = await unlessRefused(
    ({ refunds }) =>
      refunds.create(
        {
          payment_intent: paymentIntentId,
          amount: amountMinor,
          metadata: { purchase_id: purchaseId, action_id: String(actionId) },
        },
        { idempotencyKey: `refund:${purchaseId}:${actionId}` },
      ),
    (refusal) => {
      log.warn({ err: refusal, purchaseId, actionId }, "Stripe refuses a refund");
      code = codeOf(refusal);
    },
  );
  return isSent ? { outcome: "sent" } : { outcome: "refused", code };
}

/** Stripe names most refusals; the rest are told by the kind of their error. */
const codeOf = ({ code, rawType, type }: Stripe.errors.StripeInvalidRequestError): string => code || rawType || type;

async function wasSent({ paymentIntentId, actionId, purchaseId }: RefundOrder): Promise<boolean> {
  const { data } = await askStripe(({ refunds }) => refunds.list({ payment_intent: paymentIntentId, limit: 100 }));
  return data.some(({ metadata }) => metadata?.action_id === String(actionId) && metadata.purchase_id === purchaseId);
}
