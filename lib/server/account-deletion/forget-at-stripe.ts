import "server-only";
import { log } from "../log.ts";
import { closePurchase, listPurchases } from "../store/purchases.ts";
import { isStripeSet } from "../stripe/client.ts";
import { unlessRefused } from "../stripe/unless-refused.ts";

const RECENT_ORDERS = 100;

/**
 * Closes payment pages that are still open, which nobody should pay on any more, and has Stripe delete the customer.
 * What was paid stays in its books and in ours.
 */
export async function forgetAtStripe(userId: string, customerId: string | null): Promise<void> {
  if (!isStripeSet()) {
    if (customerId) log.warn({ customerId }, "no key for Stripe: this customer of a deleted account stays there");
    return;
  }
  const { items } = await listPurchases(userId, undefined, RECENT_ORDERS);
  for (const { id, sessionId, status } of items) {
    if (status !== "pending" || sessionId === null) continue;
    const isClosed = await unlessRefused(({ checkout }) => checkout.sessions.expire(sessionId));
    if (isClosed) await closePurchase(id, "expired");
  }
  if (customerId) await unlessRefused(({ customers }) => customers.del(customerId));
}
