import "server-only";
import type { AdminPurchase, RefundRequest } from "#lib/contracts/admin/purchases.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { getAdminPurchase } from "../store/admin/purchases.ts";
import { askRefund, type By, noteRefusedRefund } from "../store/operator.ts";
import { findPurchase, type Purchase } from "../store/purchases.ts";
import { isLiveMode, isStripeSet } from "../stripe/client.ts";
import { reconcile } from "../stripe/reconcile.ts";
import { sendRefund } from "../stripe/refund.ts";

/**
 * Refunds a purchase, whole or in part: written into the book, asked of Stripe, and taken from the balance before the
 * answer. Whatever fails on the way, the same request may be sent again and is one refund. What Stripe refuses is in the
 * book as refused, and stays so: whoever wants it after all asks under another key.
 *
 * @throws RepaintError `purchases_off` without a key of Stripe's, `not_found`, `not_refundable`, `refund_too_much`,
 * `refund_refused`, `payment_unavailable`, `idempotency_conflict`
 */
export async function refundPurchase(
  purchaseId: string,
  { amountMinor, key }: RefundRequest,
  by: By,
): Promise<{ outcome: "refunded" | "exists"; amountMinor: number; purchase: AdminPurchase }> {
  if (!isStripeSet()) throw new RepaintError("purchases_off");
  const { sessionId, paymentIntentId } = await refundable(purchaseId);
  const asked = await askRefund(purchaseId, { amountMinor, key: `refund:${key}` }, by);
  if (asked.outcome === "too_much") throw new RepaintError("refund_too_much", { field: "amountMinor" });
  if (asked.outcome === "refused") throw new RepaintError("refund_refused");
  if (asked.outcome !== "asked" && asked.outcome !== "exists") throw new RepaintError(asked.outcome);
  const isRepeated = asked.outcome === "exists";
  const sent = await sendRefund({ ...asked, purchaseId, paymentIntentId, isRepeated });
  if (sent.outcome === "refused") await noteRefusedRefund(asked.actionId, sent.code);
  // Also where Stripe made none: it knows more of this payment than the books do.
  await reconcile(sessionId);
  if (sent.outcome === "refused") throw new RepaintError("refund_refused");
  const purchase = await getAdminPurchase(purchaseId);
  if (!purchase) throw new RepaintError("not_found");
  return { outcome: isRepeated ? "exists" : "refunded", amountMinor: asked.amountMinor, purchase };
}

async function refundable(purchaseId: string): Promise<Purchase & { paymentIntentId: string }> {
  const purchase = await findPurchase(purchaseId);
  if (!purchase) throw new RepaintError("not_found");
  const { paymentIntentId, isLive } = purchase;
  if (paymentIntentId === null || isLive !== isLiveMode()) throw new RepaintError("not_refundable");
  return { ...purchase, paymentIntentId };
}
