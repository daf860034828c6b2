import type { AdjustAnswer, AdjustRequest } from "#lib/contracts/admin/accounts.ts";
import type { RefundAnswer, RefundRequest } from "#lib/contracts/admin/purchases.ts";
import { requestJson, send } from "./http.ts";

/** What administrators do. Each throws `ApiError`. */
export const act = (path: string, json: unknown): Promise<void> => send(path, { method: "POST", json });

/** Answers the balance after it. */
export const adjustAccount = (accountId: string, json: AdjustRequest) =>
  requestJson<AdjustAnswer>(`/api/v1/admin/accounts/${accountId}/adjust`, { method: "POST", json });

/** Answers what was refunded, and the purchase after it. */
export const refundPurchase = (purchaseId: string, json: RefundRequest) =>
  requestJson<RefundAnswer>(`/api/v1/admin/purchases/${purchaseId}/refund`, { method: "POST", json });
