import { type AdjustRequest, adjustAnswer } from "#lib/contracts/admin/accounts.ts";
import { type RefundRequest, refundAnswer } from "#lib/contracts/admin/purchases.ts";
import { request, requestJson } from "./http.ts";

/** What administrators do. Each throws `ApiError`. */
export async function act(path: string, json: unknown): Promise<void> {
  await request(path, { method: "POST", json });
}

/** Answers the balance after it. */
export const adjustAccount = (accountId: string, json: AdjustRequest) =>
  requestJson(`/api/v1/admin/accounts/${accountId}/adjust`, adjustAnswer, { method: "POST", json });

/** Answers what was refunded, and the purchase after it. */
export const refundPurchase = (purchaseId: string, json: RefundRequest) =>
  requestJson(`/api/v1/admin/purchases/${purchaseId}/refund`, refundAnswer, { method: "POST", json });
