import "server-only";
import Stripe from "stripe";
import { RepaintError } from "#lib/domain/error.ts";
import { env } from "../env.ts";
import { log } from "../log.ts";
import { isLiveMode } from "./client.ts";

/** Stripe's own limit of how old a delivery may be, and as far into the future a clock may be off. */
const TOLERANCE_SECONDS = 300;

/**
 * The event of a delivery, when it is Stripe's, of our mode, and of now.
 *
 * @param payload The body as it came, not a byte changed.
 * @returns null for an event of the other mode, which is none of ours.
 * @throws RepaintError `purchases_off` without a secret; `invalid_signature` for anything but a delivery of Stripe's.
 */
export async function readEvent(payload: string, signature: string | null): Promise<Stripe.Event | null> {
  const { STRIPE_WEBHOOK_SECRET } = env();
  if (STRIPE_WEBHOOK_SECRET === undefined) throw new RepaintError("purchases_off");
  let event: Stripe.Event;
  try {
    event = await Stripe.webhooks.constructEventAsync(
      payload,
      signature ?? "",
      STRIPE_WEBHOOK_SECRET,
      TOLERANCE_SECONDS,
    );
    // The SDK takes any time in the future.
    const sentAt = Number(/(?:^|,)t=(\d+)/.exec(signature ?? "")?.[1]);
    if (sentAt > Date.now() / 1000 + TOLERANCE_SECONDS) throw new Error("the signature is from the future");
  } catch (error) {
    log.warn({ alert: "stripe_signature", err: error }, "a delivery to the Stripe webhook was refused");
    throw new RepaintError("invalid_signature", { cause: error });
  }
  if (event.livemode !== isLiveMode()) {
    log.warn({ eventId: event.id, livemode: event.livemode }, "an event of Stripe's other mode was left alone");
    return null;
  }
  return event;
}
