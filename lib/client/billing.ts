import { type CheckoutRequest, checkoutAnswer } from "#lib/contracts/billing.ts";
import { requestJson } from "./http.ts";
import { newId } from "./new-id.ts";

/**
 * Opens an order for a pack and answers the address of its payment page.
 *
 * @throws ApiError
 */
export async function openCheckout(json: Omit<CheckoutRequest, "id">): Promise<string> {
  return (await requestJson("/api/v1/checkout", checkoutAnswer, { method: "POST", json: { id: newId(), ...json } }))
    .url;
}
