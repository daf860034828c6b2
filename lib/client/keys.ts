import type { NewKey, NewKeyRequest } from "#lib/contracts/keys.ts";
import { requestJson, send } from "./http.ts";

/** The calls for API keys. Each throws `ApiError`. */
export const createKey = (json: NewKeyRequest): Promise<NewKey> =>
  requestJson("/api/v1/keys", { method: "POST", json });

export async function revokeKey(keyId: string): Promise<void> {
  await send(`/api/v1/keys/${keyId}`, { method: "DELETE" });
}
