import "server-only";
import type { ApiKey, KeyScope, NewKeyRequest } from "#lib/contracts/keys.ts";
import { call } from "../database.ts";
import { toTimestamp } from "./rows.ts";

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: KeyScope[];
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
}

/** A new key, without its secret. */
interface HashedKey extends NewKeyRequest {
  readonly prefix: string;
  readonly secretSha256: string;
}

export type CreateKeyOutcome =
  | { readonly outcome: "created"; readonly key: ApiKey }
  | { readonly outcome: "too_many_keys" | "no_account" };

/** @param most how many keys one person may have that are not revoked. */
export async function createApiKey(userId: string, key: HashedKey, most: number): Promise<CreateKeyOutcome> {
  const answer = await call<
    { outcome: "created"; key: KeyRow } | { outcome: Exclude<CreateKeyOutcome["outcome"], "created"> }
  >("create_api_key", userId, key, most);
  return answer.outcome === "created" ? { outcome: "created", key: toKey(answer.key) } : answer;
}

/** Those that are not revoked, oldest first. */
export async function listApiKeys(userId: string): Promise<ApiKey[]> {
  return (await call<KeyRow[]>("list_api_keys", userId)).map(toKey);
}

export async function revokeApiKey(userId: string, keyId: string): Promise<"revoked" | "not_found"> {
  return (await call<{ outcome: "revoked" | "not_found" }>("revoke_api_key", userId, keyId)).outcome;
}

export interface KeyHolder {
  readonly keyId: string;
  readonly userId: string;
  readonly email: string | null;
  readonly scopes: readonly KeyScope[];
}

/** Whose key this is, and what it may do; null where it is not, or no longer, good. Notes that it was used. */
export async function takeApiKey(secretSha256: string): Promise<KeyHolder | null> {
  const row = await call<{ id: string; user_id: string; email: string | null; scopes: KeyScope[] } | null>(
    "use_api_key",
    secretSha256,
  );
  return row && { keyId: row.id, userId: row.user_id, email: row.email, scopes: row.scopes };
}

const toKey = ({ id, name, prefix, scopes, created_at, last_used_at, expires_at }: KeyRow): ApiKey => ({
  id,
  name,
  prefix,
  scopes,
  createdAt: toTimestamp(created_at),
  lastUsedAt: last_used_at && toTimestamp(last_used_at),
  expiresAt: expires_at && toTimestamp(expires_at),
});
