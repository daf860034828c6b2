import "server-only";
import Stripe from "stripe";
import { RepaintError } from "#lib/domain/error.ts";
import { env, type LaunchEnvironment } from "../env.ts";
import { log } from "../log.ts";
import { operatorRules } from "../operator-rules.ts";

const TIMEOUT_MILLIS = 20_000;
/** Safe: everything we send carries an idempotency key, or only reads. */
const NETWORK_RETRIES = 2;
/** Another request has the same object or key in its hands: that is no refusal. */
const BUSY = 409;

let client: Stripe | undefined;

/** The one client of the process. @throws RepaintError `purchases_off` where no key is set. */
function stripe(): Stripe {
  client ??= connectStripe(env());
  return client;
}

/** Whether this server can be paid. What was paid for is followed up also where nothing is sold any more. */
export function arePurchasesSetUp(): boolean {
  return isStripeSet() && env().STRIPE_WEBHOOK_SECRET !== undefined;
}

/** Whether this server sells tokens: the operator wants it and has set the keys. */
export async function arePurchasesOn(): Promise<boolean> {
  if (!arePurchasesSetUp()) return false;
  const { settings } = await operatorRules();
  return settings.features?.purchases ?? env().SHOW_TOKEN_PURCHASE;
}

/** Whether Stripe can be asked at all: also where nothing is sold any more, what was bought can be refunded. */
export const isStripeSet = (): boolean => env().STRIPE_SECRET_KEY !== undefined;

/** Whether the key moves real money. Objects and events of the other mode are none of ours. */
export const isLiveMode = (key = env().STRIPE_SECRET_KEY): boolean => /^(sk|rk)_live_/.test(key ?? "");

/**
 * Waits for an answer of Stripe.
 *
 * @throws RepaintError `payment_unavailable` when it cannot be reached, is busy with the same, or does not take our key, which the operator is
 * told. What it refuses of the request itself is our bug, and is thrown as it is.
 */
export async function askStripe<Answer>(ask: (client: Stripe) => Promise<Answer>): Promise<Answer> {
  try {
    return await ask(stripe());
  } catch (error) {
    const { errors } = Stripe;
    if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError) {
      log.error({ alert: "stripe_account", err: error }, "Stripe refuses our key");
    } else if (
      !(error instanceof errors.StripeConnectionError) &&
      !(error instanceof errors.StripeAPIError) &&
      !(error instanceof errors.StripeRateLimitError) &&
      !(error instanceof errors.StripeError && error.statusCode === BUSY)
    ) {
      throw error;
    }
    throw new RepaintError("payment_unavailable", { cause: error });
  }
}

/** @throws RepaintError `purchases_off` where no key is set. */
export function connectStripe({
  STRIPE_SECRET_KEY,
  STRIPE_API_BASE,
}: Pick<LaunchEnvironment, "STRIPE_SECRET_KEY" | "STRIPE_API_BASE">): Stripe {
  if (STRIPE_SECRET_KEY === undefined) throw new RepaintError("purchases_off");
  const base = STRIPE_API_BASE === undefined ? null : new URL(STRIPE_API_BASE);
  return new Stripe(STRIPE_SECRET_KEY, {
    timeout: TIMEOUT_MILLIS,
    maxNetworkRetries: NETWORK_RETRIES,
    appInfo: { name: "Repaint" },
    ...(base && {
      host: base.hostname,
      port: base.port || (base.protocol === "https:" ? "443" : "80"),
      protocol: base.protocol === "https:" ? "https" : "http",
    }),
  });
}
