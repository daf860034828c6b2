import type { CheckoutAnswer, CheckoutRequest } from "#lib/contracts/billing.ts";
import { requestJson } from "./http.ts";
import { newId } from "./new-id.ts";

/**
 * Opens an order for a pack and answers the address of its payment page.
 *
 * @throws ApiError
 */
export async function openCheckout(json: Omit<CheckoutRequest, "id">): Promise<string> {
  const order = { id: newId(), ...json };
  return (await requestJson<CheckoutAnswer>("/api/v1/checkout", { method: "POST", json: order })).url;
}
