import "server-only";
import { RepaintError } from "#lib/domain/error.ts";

/**
 * An address that an answer named and that will be sent the key: on the configured server, or the service's own.
 *
 * @param isOwn whether an origin is the service's own.
 * @throws RepaintError `bad_response` for any other, and for what is no address.
 */
export function requireOwnHost(address: unknown, baseUrl: string, isOwn: (origin: string) => boolean): URL {
  const url = typeof address === "string" ? URL.parse(address) : null;
  if (url && (url.origin === new URL(baseUrl).origin || isOwn(url.origin))) return url;
  throw new RepaintError("bad_response", { detail: `jobs are not polled at ${url?.host ?? "what is no address"}` });
}
