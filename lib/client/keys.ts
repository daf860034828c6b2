import type { NewKey, NewKeyRequest } from "#lib/contracts/keys.ts";
import { request, requestJson } from "./http.ts";

/** The calls for API keys. Each throws `ApiError`. */
export const createKey = (json: NewKeyRequest): Promise<NewKey> =>
  requestJson("/api/v1/keys", { method: "POST", json });

export async function revokeKey(keyId: string): Promise<void> {
  await request(`/api/v1/keys/${keyId}`, { method: "DELETE" });
}
