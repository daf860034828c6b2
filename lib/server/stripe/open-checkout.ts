import "server-only";
import type { CheckoutRequest } from "#lib/contracts/billing.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { Pack } from "#lib/domain/pack.ts";
import { safeRedirect } from "#lib/domain/redirect.ts";
import { env } from "../env.ts";
import type { User } from "../identify.ts";
import { attachSession, createPurchase, getStripeCustomer, linkStripeCustomer } from "../store/purchases.ts";
import { arePurchasesOn, askStripe, isLiveMode } from "./client.ts";
import { lineItemOf, listPacks } from "./prices.ts";

/**
 * Opens an order for a pack and a payment page for it. Our own order is written first; its id is the idempotency key of
 * the session, so that whatever is repeated, it is one order and one page.
 *
 * @throws RepaintError `purchases_off`, `payment_unavailable`, `idempotency_conflict`, `account_blocked`, `account_frozen`
 */
export async function openCheckout(
  user: User,
  { id, packId, next }: CheckoutRequest,
): Promise<{ purchaseId: string; url: string }> {
  if (!(await arePurchasesOn())) throw new RepaintError("purchases_off");
  const pack = (await listPacks()).find((candidate) => candidate.id === packId);
  if (!pack) throw new RepaintError("invalid_request", { field: "packId" });
  await order(user, id, pack);
  const customer = await customerFor(user);
  const session = await askStripe(({ checkout }) =>
    checkout.sessions.create(
      {
        mode: "payment",
        customer,
        client_reference_id: id,
        metadata: { purchase_id: id, user_id: user.id, pack_id: pack.id, tokens: String(pack.tokens) },
        payment_intent_data: { metadata: { purchase_id: id } },
        line_items: [lineItemOf(pack)],
        ...addressesOf(next),
      },
      { idempotencyKey: `purchase:${id}` },
    ),
  );
  const { outcome } = await attachSession(id, { id: session.id, customerId: customer });
  // The second: a page that was used or has expired has no address; the order of this id is over.
  if (outcome === "session_mismatch" || session.url === null) throw new RepaintError("idempotency_conflict");
  return { purchaseId: id, url: session.url };
}

async function order(user: User, id: string, { id: packId, tokens, price }: Pack): Promise<void> {
  const purchase = { id, packId, tokens, priceMinor: price.amount, currency: price.currency, isLive: isLiveMode() };
  const { outcome } = await createPurchase(user.id, purchase);
  if (outcome === "created" || outcome === "exists") return;
  throw new RepaintError(outcome === "no_account" ? "internal" : outcome);
}

/** By our own record only: an e-mail address proves nothing. */
async function customerFor(user: User): Promise<string> {
  const known = await getStripeCustomer(user.id);
  if (known !== null) return known;
  const { id } = await askStripe(({ customers }) =>
    customers.create({ email: user.email, metadata: { user_id: user.id } }, { idempotencyKey: `customer:${user.id}` }),
  );
  if ((await linkStripeCustomer(user.id, id)) === "conflict") {
    throw new RepaintError("internal", { detail: `Stripe's customer ${id} is somebody else's` });
  }
  return id;
}

/** Where the payment page leads: on to what the person was doing, or back to the packs. */
function addressesOf(next: string | undefined): { success_url: string; cancel_url: string } {
  const { APP_URL } = env();
  const path = next === undefined ? null : safeRedirect(next, APP_URL, "/photos");
  const success = new URL("/billing/return", APP_URL);
  const cancel = new URL("/billing?cancelled=1", APP_URL);
  if (path !== null) for (const url of [success, cancel]) url.searchParams.set("next", path);
  // Stripe puts the id in the place of these very characters, which must not be encoded.
  const separator = success.search === "" ? "?" : "&";
  return { success_url: `${success.href}${separator}session_id={CHECKOUT_SESSION_ID}`, cancel_url: cancel.href };
}
