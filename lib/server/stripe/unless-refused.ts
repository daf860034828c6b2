import "server-only";
import Stripe from "stripe";
import { askStripe } from "./client.ts";

/**
 * False where Stripe has nothing to do: the page was used, the customer is gone or of the other mode, the payment was
 * refunded or is disputed.
 *
 * @throws RepaintError `payment_unavailable`
 */
export async function unlessRefused(
  ask: (client: Stripe) => Promise<unknown>,
  onRefusal: (refusal: Stripe.errors.StripeInvalidRequestError) => void = () => {},
): Promise<boolean> {
  try {
    await askStripe(ask);
    return true;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    onRefusal(error);
    return false;
  }
}
