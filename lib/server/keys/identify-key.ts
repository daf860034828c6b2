import "server-only";
import type { KeyScope } from "#lib/contracts/keys.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { User } from "../identify.ts";
import { takeApiKey } from "../store/api-keys.ts";
import { hashOfSecret } from "./secret.ts";

/**
 * What a request shows in `Authorization: Bearer …`, or null. Other schemes are none of ours: a proxy before the server
 * may ask for a password of its own.
 */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer +(.*)$/i.exec(headers.get("authorization") ?? "")?.[1]?.trim() ?? null;
}

/**
 * Whose key this is.
 *
 * @param needed What the key must be allowed; false where no key is enough.
 * @throws RepaintError `unauthenticated` for a key that is not, or no longer, good; `forbidden` for one that may not do this
 */
export async function identifyKey(
  bearer: string,
  needed: KeyScope | false,
): Promise<{ readonly user: User; readonly keyId: string }> {
  const hash = hashOfSecret(bearer);
  const holder = hash && (await takeApiKey(hash));
  if (!holder) throw new RepaintError("unauthenticated", { field: "authorization", detail: "no such key" });
  if (needed === false || !holder.scopes.includes(needed)) {
    const detail = needed === false ? "keys may not do this" : `the key lacks the scope ${needed}`;
    throw new RepaintError("forbidden", { field: "authorization", detail });
  }
  return { user: { id: holder.userId, email: holder.email ?? "" }, keyId: holder.keyId };
}
