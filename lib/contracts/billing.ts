import * as z from "zod/mini";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { PACK_IDS } from "#lib/domain/pack.ts";
import { id, timestamp } from "./common.ts";

const packId = z.enum(PACK_IDS);
/** In the currency's smallest unit. */
const money = z.object({ amount: z.int(), currency: z.string().check(z.length(3)) });

export const pack = z.object({ id: packId, tokens: z.int(), price: money });
export type PackInfo = z.infer<typeof pack>;

export const checkoutRequest = z.strictObject({
  /** Of the order it becomes: sent again by it, it is the same order. */
  id,
  packId,
  /** Where to go afterwards; anything but a path on this site is ignored. */
  next: z.optional(z.string().check(z.maxLength(2000))),
});
export type CheckoutRequest = z.infer<typeof checkoutRequest>;

/** `url` is the payment page. */
export const checkoutAnswer = z.object({ purchaseId: id, url: z.url() });
export type CheckoutAnswer = z.infer<typeof checkoutAnswer>;

export const PURCHASE_STATUSES = [
  "pending",
  "paid",
  "failed",
  "expired",
  "partially_refunded",
  "refunded",
  "disputed",
  "dispute_lost",
] as const;

export const purchase = z.object({
  id,
  packId: z.string(),
  tokens: z.int(),
  price: money,
  status: z.enum(PURCHASE_STATUSES),
  /** Of the price, in its smallest unit. */
  refundedAmount: z.int(),
  receiptUrl: z.nullable(z.url()),
  createdAt: timestamp,
});
export type Purchase = z.infer<typeof purchase>;

/** What changes how many tokens there are; a hold and its release do not. */
export const CHANGE_KINDS = [
  "grant",
  "purchase",
  "reinstate",
  "capture",
  "expire",
  "expire_lot",
  "refund",
  "dispute",
  "adjust",
  "other",
] as const;

export const tokenChange = z.object({
  id,
  kind: z.enum(CHANGE_KINDS),
  /** Above zero: came; below: went. */
  tokens: z.int(),
  /** Available and held together, after it. */
  balance: z.int(),
  /** What they were spent on, while its photo is there. */
  edit: z.nullable(z.object({ operation: z.enum(OPERATION_NAMES), imageName: z.string() })),
  createdAt: timestamp,
});
export type TokenChange = z.infer<typeof tokenChange>;
