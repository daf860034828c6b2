import type { Purchase } from "#lib/contracts/billing.ts";

/** How what became of an order looks. */
export const PURCHASE_TONES = {
  pending: "neutral",
  paid: "success",
  failed: "danger",
  expired: "neutral",
  partially_refunded: "warning",
  refunded: "neutral",
  disputed: "danger",
  dispute_lost: "danger",
} as const satisfies Record<Purchase["status"], string>;
