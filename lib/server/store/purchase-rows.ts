import "server-only";
import { toTimestamp } from "./rows.ts";

export interface NewPurchase {
  /** Made by us, and the key of the request to Stripe. */
  readonly id: string;
  readonly packId: string;
  readonly tokens: number;
  /** In the currency's smallest unit. */
  readonly priceMinor: number;
  /** Three lower-case letters. */
  readonly currency: string;
  readonly isLive: boolean;
}

export type PurchaseStatus =
  | "pending"
  | "expired"
  | "failed"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "disputed"
  | "dispute_lost";

export interface Purchase extends NewPurchase {
  readonly userId: string;
  readonly status: PurchaseStatus;
  readonly sessionId: string | null;
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
  readonly customerId: string | null;
  readonly receiptUrl: string | null;
  readonly createdAt: string;
  readonly paidAt: string | null;
  /** What was really paid, maybe in a currency of the buyer's own; null until it is. */
  readonly chargedMinor: number | null;
  readonly chargedCurrency: string | null;
  /** Without what failed. */
  readonly refundedMinor: number;
  readonly tokensTakenBack: number;
}

/** A purchase as the SQL functions return it in jsonb. */
export interface PurchaseRow {
  readonly id: string;
  readonly user_id: string;
  readonly pack_id: string;
  readonly tokens: number;
  readonly price_minor: number;
  readonly currency: string;
  readonly is_live: boolean;
  readonly status: PurchaseStatus;
  readonly stripe_session_id: string | null;
  readonly stripe_payment_intent_id: string | null;
  readonly stripe_charge_id: string | null;
  readonly stripe_customer_id: string | null;
  readonly receipt_url: string | null;
  readonly created_at: string;
  readonly paid_at: string | null;
  readonly charged_minor: number | null;
  readonly charged_currency: string | null;
  readonly refunded_minor: number;
  readonly refund_failed_minor: number;
  readonly tokens_taken_back: number;
}

export function toPurchase(row: PurchaseRow): Purchase {
  return {
    id: row.id,
    userId: row.user_id,
    packId: row.pack_id,
    tokens: row.tokens,
    priceMinor: row.price_minor,
    currency: row.currency,
    isLive: row.is_live,
    status: row.status,
    sessionId: row.stripe_session_id,
    paymentIntentId: row.stripe_payment_intent_id,
    chargeId: row.stripe_charge_id,
    customerId: row.stripe_customer_id,
    receiptUrl: row.receipt_url,
    createdAt: toTimestamp(row.created_at),
    paidAt: row.paid_at === null ? null : toTimestamp(row.paid_at),
    chargedMinor: row.charged_minor,
    chargedCurrency: row.charged_currency,
    refundedMinor: Math.max(row.refunded_minor - row.refund_failed_minor, 0),
    tokensTakenBack: row.tokens_taken_back,
  };
}
