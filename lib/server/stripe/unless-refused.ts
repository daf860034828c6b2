import "server-only";
import Stripe from "stripe";
import { askStripe } from "./client.ts";

/**
 * False where Stripe has nothing to do: the page was used, or the customer is gone or of the other mode.
 *
 * @throws RepaintError `payment_unavailable`
 */
export async function unlessRefused(ask: (client: Stripe) => Promise<unknown>): Promise<boolean> {
  try {
    await askStripe(ask);
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
    throw error;
  }
}
