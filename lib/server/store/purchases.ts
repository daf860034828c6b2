import "server-only";
import { call } from "../database.ts";
import { afterTimeAndId, type Page, pageOf, timeAndId } from "./page.ts";
import { type NewPurchase, type Purchase, type PurchaseRow, toPurchase } from "./purchase-rows.ts";

export type { Purchase } from "./purchase-rows.ts";

/**
 * What people buy. Each function adds one fact, and the database derives from all facts together what is credited: any
 * order of the same messages, however often each comes, has the same end. The rules are in
 * `supabase/migrations/*_purchases.sql`; money that goes back is in `payments-back.ts`.
 */

type WithPurchase<Outcome extends string> = { readonly outcome: Outcome; readonly purchase: Purchase };
type Plain<Outcome extends string> = { readonly outcome: Outcome };

export type CreatePurchaseOutcome =
  | WithPurchase<"created" | "exists">
  | Plain<"idempotency_conflict" | "no_account" | "account_blocked" | "account_frozen">;

/** The order, before Stripe is asked for anything. */
export async function createPurchase(userId: string, purchase: NewPurchase): Promise<CreatePurchaseOutcome> {
  return withPurchase(await call("create_purchase", userId, purchase));
}

/** `session_mismatch`: the purchase has another session, or the session belongs to another purchase. */
export async function attachSession(
  purchaseId: string,
  session: { readonly id: string; readonly customerId: string | null },
): Promise<WithPurchase<"attached" | "exists"> | Plain<"session_mismatch" | "not_found">> {
  return withPurchase(await call("attach_session", purchaseId, session.id, session.customerId));
}

export interface Payment {
  readonly sessionId: string;
  readonly paymentIntentId?: string | null;
  readonly chargeId?: string | null;
  readonly customerId?: string | null;
  readonly chargedMinor: number;
  readonly currency: string;
  readonly receiptUrl?: string | null;
  readonly isLive: boolean;
}

export type FulfilOutcome =
  | WithPurchase<"fulfilled" | "exists">
  | Plain<"session_mismatch" | "foreign_mode" | "not_found">;

/**
 * Credits the tokens, once, whoever calls: webhook (through `processStripeEvent`), success page or sweep. Only for a
 * session that Stripe, asked just now, says is paid.
 */
export async function fulfilPurchase(purchaseId: string, payment: Payment): Promise<FulfilOutcome> {
  return withPurchase(await call("fulfil_purchase", purchaseId, payment));
}

/** A session that failed or expired. A payment that comes after all still counts. */
export async function closePurchase(
  purchaseId: string,
  status: "failed" | "expired",
): Promise<"closed" | "unchanged" | "already_paid" | "not_found"> {
  const answer = await call<Plain<"closed" | "unchanged" | "already_paid" | "not_found">>(
    "close_purchase",
    purchaseId,
    status,
  );
  return answer.outcome;
}

/** @param reference its id, or Stripe's session, payment intent or charge. */
export async function findPurchase(reference: string): Promise<Purchase | null> {
  const row = await call<PurchaseRow | null>("find_purchase", reference);
  return row && toPurchase(row);
}

/** Newest first. Throws `invalid_request` for a cursor that is not ours. */
export async function listPurchases(
  userId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<Purchase>> {
  const [before, id] = afterTimeAndId(cursor);
  const rows = await call<PurchaseRow[]>("list_purchases", userId, before, id, limit + 1);
  return pageOf(rows, limit, toPurchase, timeAndId);
}

/** Oldest first: with a session, and neither paid nor closed so long after they were made. For the sweep that asks Stripe. */
export async function listPendingPurchases(
  olderThanSeconds: number,
  cursor: string | undefined,
  limit: number,
): Promise<Page<Purchase>> {
  const [after, id] = afterTimeAndId(cursor);
  const rows = await call<PurchaseRow[]>("list_pending_purchases", olderThanSeconds, after, id, limit + 1);
  return pageOf(rows, limit, toPurchase, timeAndId);
}

/** Stripe's name of this person, or null. Never look for it by e-mail: that gives one person's cards to another. */
export function getStripeCustomer(userId: string): Promise<string | null> {
  return call<string | null>("get_stripe_customer", userId);
}

/** `conflict`: the person has another one, or it is another person's. */
export async function linkStripeCustomer(
  userId: string,
  customerId: string,
): Promise<"linked" | "exists" | "conflict"> {
  const answer = await call<Plain<"linked" | "exists" | "conflict">>("link_stripe_customer", userId, customerId);
  return answer.outcome;
}

/** Has the worker tell Stripe a changed address, where Stripe knows the person. */
export async function enqueueAddressAtStripe(userId: string): Promise<void> {
  await call("enqueue_address_at_stripe", userId);
}

/** Only the shape of the row changes: which outcome brings one is the function's own contract. */
function withPurchase<Outcome>({ purchase, ...answer }: { purchase?: PurchaseRow }): Outcome {
  return (purchase ? { ...answer, purchase: toPurchase(purchase) } : answer) as Outcome;
}
