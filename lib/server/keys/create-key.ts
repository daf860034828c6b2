import "server-only";
import { MAX_KEYS, type NewKey, type NewKeyRequest } from "#lib/contracts/keys.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { createApiKey } from "../store/api-keys.ts";
import { newSecret } from "./secret.ts";

/**
 * Makes a key. Its secret is in the answer and nowhere else, ever again.
 *
 * @throws RepaintError `too_many_keys`, `unauthenticated` where the account is gone
 */
export async function createKey(userId: string, request: NewKeyRequest): Promise<NewKey> {
  const { secret, ...kept } = newSecret();
  const answer = await createApiKey(userId, { ...request, ...kept }, MAX_KEYS);
  if (answer.outcome === "created") return { ...answer.key, secret };
  throw new RepaintError(answer.outcome === "no_account" ? "unauthenticated" : answer.outcome);
}
