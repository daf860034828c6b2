import { route } from "#lib/server/http.ts";
import { readText } from "#lib/server/request-body.ts";
import { handleEvent } from "#lib/server/stripe/handle-event.ts";
import { readEvent } from "#lib/server/stripe/read-event.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Stripe calls here. 200: noted, whether it mattered or not; 400: not Stripe's; 5xx: not noted, and Stripe sends it again.
 */
export const POST = route({ sameOrigin: false, limit: false }, async ({ request }) => {
  const payload = await readText(request, MAX_BODY_BYTES);
  const event = await readEvent(payload, request.headers.get("stripe-signature"));
  if (event) await handleEvent(event, payload);
  return { received: true };
});
