import { randomBytes } from "node:crypto";
import type Stripe from "stripe";

/** Stripe's objects with the fields that Repaint may look at; the SDK's types say which a real one has besides. */
type Only<Whole, Field extends keyof Whole> = { -readonly [Name in Field]: Whole[Name] };

export type Customer = Only<Stripe.Customer, "id" | "object" | "email" | "metadata" | "created" | "livemode">;

export type Session = Only<
  Stripe.Checkout.Session,
  | "id"
  | "object"
  | "amount_total"
  | "amount_subtotal"
  | "currency"
  | "client_reference_id"
  | "created"
  | "expires_at"
  | "livemode"
  | "metadata"
  | "mode"
  | "payment_status"
  | "status"
  | "success_url"
  | "cancel_url"
  | "url"
> & { customer: string | null; payment_intent: string | null; line: string };

export type PaymentIntent = Only<
  Stripe.PaymentIntent,
  "id" | "object" | "amount" | "currency" | "created" | "livemode" | "metadata" | "status"
> & { customer: string | null; latest_charge: string | null };

export type Charge = Only<
  Stripe.Charge,
  | "id"
  | "object"
  | "amount"
  | "amount_refunded"
  | "currency"
  | "created"
  | "livemode"
  | "metadata"
  | "paid"
  | "refunded"
  | "disputed"
  | "receipt_url"
  | "status"
> & { customer: string | null; payment_intent: string };

export type Refund = Only<
  Stripe.Refund,
  "id" | "object" | "amount" | "currency" | "created" | "metadata" | "reason" | "status"
> & { charge: string; payment_intent: string };

export type Dispute = Only<
  Stripe.Dispute,
  "id" | "object" | "amount" | "currency" | "created" | "livemode" | "metadata" | "reason" | "status"
> & { charge: string; payment_intent: string };

export interface FraudWarning {
  id: string;
  object: "radar.early_fraud_warning";
  actionable: boolean;
  charge: string;
  payment_intent: string;
  created: number;
  fraud_type: string;
  livemode: boolean;
}

export interface Event {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
  data: { object: object };
}

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString("hex")}`;
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
