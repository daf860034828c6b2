import "server-only";
import { log } from "../log.ts";
import { processStripeEvent, type StripeEvent, type StripeWork } from "../store/stripe-events.ts";
import { doStripeWork } from "./do-work.ts";
import { readPayment } from "./read-payment.ts";

/**
 * Brings our books to what Stripe says of a payment now: credited once when it is paid, taken back as far as it is
 * refunded, frozen while it is disputed. Whoever calls it, however often and in whatever order, the end is the same;
 * webhook, return page, sweep and admin all do.
 *
 * @param event Stored in one transaction with the last of what it asks for.
 * @throws RepaintError `payment_unavailable`, `unavailable`: nothing was stored of the event, and it may come again.
 */
export async function reconcile(sessionId: string | null, event: StripeEvent | null = null): Promise<void> {
  const works = (sessionId === null ? null : await readPayment(sessionId)) ?? [];
  const last = event ? works.at(-1) : undefined;
  for (const work of last ? works.slice(0, -1) : works) report(work, await doStripeWork(work));
  if (!event) return;
  const { result } = await processStripeEvent(event, last ?? null);
  if (last) report(last, result);
}

/** What an operator must look at. */
function report(work: StripeWork, outcome: string): void {
  switch (outcome) {
    case "not_found":
    case "session_mismatch":
    case "foreign_mode":
      log.error({ alert: "stripe_payment", work, outcome }, "a payment that fits no order of ours");
      return;
    case "unknown_status":
      log.error(
        { alert: "stripe_dispute", work },
        "a dispute of a status that is new to this version: nothing was moved",
      );
      return;
    default:
      log.debug({ work, outcome }, "a payment was looked at");
  }
}
