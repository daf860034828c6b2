import * as z from "zod/mini";
import { checkoutAnswer, checkoutRequest } from "../billing.ts";
import type { DescribedRoute } from "./route.ts";

/** Buying tokens. */
export const BILLING_ROUTES: readonly DescribedRoute[] = [
  {
    tag: "Tokens",
    user: true,
    method: "post",
    path: "/api/v1/checkout",
    operationId: "openCheckout",
    keyScope: false,
    summary: "Open an order for a pack of tokens and a payment page for it",
    body: checkoutRequest,
    status: 201,
    answer: checkoutAnswer,
    errors: [
      "purchases_off",
      "payment_unavailable",
      "idempotency_conflict",
      "account_blocked",
      "account_frozen",
      "rate_limited",
    ],
  },
  {
    tag: "Tokens",
    user: false,
    method: "post",
    path: "/api/v1/stripe/webhook",
    operationId: "receiveStripeEvent",
    summary: "Take an event of Stripe's, signed by it",
    headers: { "Stripe-Signature": "Over the body as it is, with the endpoint's secret" },
    body: { mediaTypes: ["application/json"], description: "An event, as Stripe sends it" },
    status: 200,
    answer: z.object({ received: z.literal(true) }),
    errors: ["invalid_signature", "purchases_off", "payment_unavailable"],
  },
];
