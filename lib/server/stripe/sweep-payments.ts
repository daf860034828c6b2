import "server-only";
import { log } from "../log.ts";
import type { Page } from "../store/page.ts";
import { listPendingPurchases, type Purchase } from "../store/purchases.ts";
import { arePurchasesSetUp } from "./client.ts";
import { reconcile } from "./reconcile.ts";

/** Long enough for the webhook and the return page to have done it. */
const AFTER_SECONDS = 15 * 60;
const PAGE = 50;

/** Fulfils and closes what a lost webhook missed: asks Stripe for each order that still waits. Bounded by their number. */
export async function sweepPayments(afterSeconds = AFTER_SECONDS): Promise<void> {
  if (!arePurchasesSetUp()) return;
  for (let cursor: string | undefined, isDone = false; !isDone; ) {
    const page: Page<Purchase> = await listPendingPurchases(afterSeconds, cursor, PAGE);
    for (const { id, sessionId } of page.items) {
      // One that Stripe does not know must not keep the others from being looked at.
      await reconcile(sessionId).catch((error) => log.warn({ err: error, purchaseId: id }, "a payment was not swept"));
    }
    cursor = page.nextCursor ?? undefined;
    isDone = cursor === undefined;
  }
}
