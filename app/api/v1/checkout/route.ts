import { checkoutRequest } from "#lib/contracts/billing.ts";
import { route } from "#lib/server/http.ts";
import { openCheckout } from "#lib/server/stripe/open-checkout.ts";

export const POST = route(
  { user: true, keyScope: false, body: checkoutRequest, limit: "checkout" },
  async ({ user, body }) => Response.json(await openCheckout(user, body), { status: 201 }),
);
