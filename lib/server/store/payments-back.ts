import "server-only";
import { call } from "../database.ts";
import { type Purchase, type PurchaseRow, toPurchase } from "./purchase-rows.ts";

/** Money that goes back to the buyer, and the tokens with it. The facts may come in any order, and each as often as it likes. */
export type SettledOutcome =
  | { readonly outcome: "settled" | "unchanged"; readonly purchase: Purchase }
  | { readonly outcome: "not_found" }
  /** A word of Stripe's for the state of a dispute that is new to us. Nothing was done: tell the operator. */
  | { readonly outcome: "unknown_status"; readonly status: string };

export interface RefundFacts {
  /** Of every refund of the charge there ever was, in all, in the charge's currency and its smallest unit. */
  readonly refundedMinor: number;
  /** Of those among them that failed or were cancelled. */
  readonly failedMinor: number;
}

export async function refundPurchase(purchaseId: string, facts: RefundFacts): Promise<SettledOutcome> {
  return settled(await call("refund_purchase", purchaseId, facts.refundedMinor, facts.failedMinor));
}

export interface DisputeFacts {
  /** Stripe's name of it. */
  readonly dispute: string;
  readonly amountMinor: number;
  /** Stripe's word, as it is now. */
  readonly status: string;
}

/**
 * For every message about a dispute. While it is open the account is frozen and the tokens are taken back; won gives them
 * back, lost does not, and either unfreezes.
 */
export async function recordDispute(purchaseId: string, facts: DisputeFacts): Promise<SettledOutcome> {
  return settled(await call("record_dispute", purchaseId, facts.dispute, facts.amountMinor, facts.status));
}

export type FraudWarningOutcome =
  | { readonly outcome: "recorded" | "exists"; readonly isFrozen: boolean }
  | { readonly outcome: "not_found" };

/** Moves no tokens; freezes the account where the operator has set `freeze_on_fraud_warning`. */
export async function recordFraudWarning(purchaseId: string, warning: string): Promise<FraudWarningOutcome> {
  const { outcome, is_frozen } = await call<{ outcome: "recorded" | "exists" | "not_found"; is_frozen: boolean }>(
    "record_fraud_warning",
    purchaseId,
    warning,
  );
  return outcome === "not_found" ? { outcome } : { outcome, isFrozen: is_frozen };
}

interface SettledAnswer {
  readonly outcome: SettledOutcome["outcome"];
  readonly purchase: PurchaseRow;
  readonly status: string;
}

function settled({ outcome, purchase, status }: SettledAnswer): SettledOutcome {
  if (outcome === "not_found") return { outcome };
  if (outcome === "unknown_status") return { outcome, status };
  return { outcome, purchase: toPurchase(purchase) };
}
