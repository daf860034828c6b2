import * as z from "zod/mini";
import { PURCHASE_STATUSES } from "../billing.ts";
import { id, listOf, timestamp } from "../common.ts";
import { pageQuery } from "./lists.ts";
import { reason } from "./reason.ts";

export const purchaseQuery = z.object({
  status: z.optional(z.enum(PURCHASE_STATUSES)),
  userId: z.optional(id),
  ...pageQuery,
});

export const adminPurchase = z.object({
  id,
  userId: id,
  email: z.nullable(z.string()),
  /** What the buyer has now. */
  available: z.int(),
  packId: z.string(),
  tokens: z.int(),
  status: z.enum(PURCHASE_STATUSES),
  isLive: z.boolean(),
  priceMinor: z.int(),
  currency: z.string(),
  /** What was really paid, maybe in a currency of the buyer's own; null until it is. */
  chargedMinor: z.nullable(z.int()),
  chargedCurrency: z.nullable(z.string()),
  /** Of what was charged: sent back, and under a dispute that was not won. */
  refundedMinor: z.int(),
  disputedMinor: z.int(),
  tokensTakenBack: z.int(),
  paymentIntentId: z.nullable(z.string()),
  receiptUrl: z.nullable(z.url()),
  createdAt: timestamp,
  paidAt: z.nullable(timestamp),
});
export type AdminPurchase = z.infer<typeof adminPurchase>;

/** Newest first. */
export const purchaseList = listOf(adminPurchase);

export const refundRequest = z.strictObject({
  /** In the currency that was charged; null for all that is left. */
  amountMinor: z.nullable(z.int().check(z.positive(), z.maximum(1_000_000_000_000))),
  reason,
  /** Of this refund: sent again by it, it is the same one. */
  key: id,
});
export type RefundRequest = z.infer<typeof refundRequest>;

export const refundAnswer = z.object({
  /** `exists`: it was made by an earlier request with this key. */
  outcome: z.enum(["refunded", "exists"]),
  amountMinor: z.int(),
  purchase: adminPurchase,
});
export type RefundAnswer = z.infer<typeof refundAnswer>;
