import "server-only";
import { recordDispute, recordFraudWarning, refundPurchase } from "../store/payments-back.ts";
import { closePurchase, fulfilPurchase } from "../store/purchases.ts";
import type { StripeWork } from "../store/stripe-events.ts";

/** Tells the books one fact that no event has brought. @returns the outcome of its function. */
export async function doStripeWork(work: StripeWork): Promise<string> {
  switch (work.do) {
    case "fulfil":
      return (await fulfilPurchase(work.purchase, work.payment)).outcome;
    case "close":
      return closePurchase(work.purchase, work.status);
    case "refund":
      return (await refundPurchase(work.purchase, work)).outcome;
    case "dispute":
      return (await recordDispute(work.purchase, work)).outcome;
    case "fraud_warning":
      return (await recordFraudWarning(work.purchase, work.warning)).outcome;
  }
}
