import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { log } from "../log.ts";
import { findPurchase, type Purchase } from "../store/purchases.ts";
import { reconcile } from "./reconcile.ts";

/**
 * The order behind a session somebody comes back from, brought up to date. While Stripe does not answer it is shown as
 * it was: the webhook or the sweep follows.
 *
 * @throws RepaintError `not_found` for a session that is not theirs.
 */
export async function returnFromCheckout(userId: string, sessionId: string): Promise<Purchase> {
  const ofThem = async () => {
    const purchase = await findPurchase(sessionId);
    if (purchase?.userId !== userId) throw new RepaintError("not_found");
    return purchase;
  };
  const before = await ofThem();
  if (before.status !== "pending") return before;
  await reconcile(sessionId).catch((error) => log.warn({ err: error, sessionId }, "a payment was not looked up"));
  return ofThem();
}
