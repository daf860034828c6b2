import "server-only";
import { call } from "../database.ts";
import type { DisputeFacts, RefundFacts } from "./payments-back.ts";
import type { Payment } from "./purchases.ts";

/** A message from Stripe whose signature and mode were verified. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string | null;
  readonly isLive: boolean;
  /** ISO 8601. */
  readonly sentAt: string;
  /** Of the body as it was received, in hex. */
  readonly payloadSha256: string;
}

/** What a message asks for, with the facts as Stripe tells them now. `purchase` is the id of ours. */
export type StripeWork =
  | { readonly do: "fulfil"; readonly purchase: string; readonly payment: Payment }
  | { readonly do: "close"; readonly purchase: string; readonly status: "failed" | "expired" }
  | ({ readonly do: "refund"; readonly purchase: string } & RefundFacts)
  | ({ readonly do: "dispute"; readonly purchase: string } & DisputeFacts)
  | { readonly do: "fraud_warning"; readonly purchase: string; readonly warning: string };

export interface ProcessedEvent {
  /** `already_processed`: by an earlier delivery, or by one at the same moment. */
  readonly outcome: "processed" | "already_processed";
  /** What came of it, now or then: an outcome of the work's own function, or `ignored` where there was none to do. */
  readonly result: string;
}

/**
 * Writes the message down and does its work, in one transaction and once. Throws when it could not be done; nothing is
 * written then, and the message may come again.
 */
export async function processStripeEvent(event: StripeEvent, work: StripeWork | null): Promise<ProcessedEvent> {
  const { outcome, result } = await call<{ outcome: ProcessedEvent["outcome"]; result: { outcome: string } }>(
    "process_stripe_event",
    event,
    work,
  );
  return { outcome, result: result.outcome };
}
