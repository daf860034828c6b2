import "server-only";
import { RepaintError } from "#lib/domain/error.ts";

/**
 * Refuses a request that a page of another site made a browser send. `sameSite` cookies alone do not: a sibling
 * subdomain counts as the same site.
 *
 * Browsers name the page's origin in `Origin` on every POST, PATCH, PUT and DELETE and tell its relation in
 * `Sec-Fetch-Site`, and no script can forge either. A request with neither comes from a program, which has no one
 * else's cookies to abuse.
 *
 * @param siteOrigin The origin people use, from `APP_URL`. The `Host` asked for counts as well, so that a server known
 * by several names (localhost and 127.0.0.1) works under each.
 */
export function assertSameOrigin(headers: Headers, siteOrigin: string): void {
  const origin = headers.get("origin");
  if (origin !== null) {
    if (origin === siteOrigin || hostOf(origin) === headers.get("host")?.toLowerCase()) return;
    throw new RepaintError("foreign_origin", { detail: `origin ${origin}` });
  }
  const relation = headers.get("sec-fetch-site");
  if (relation !== null && relation !== "same-origin" && relation !== "none") {
    throw new RepaintError("foreign_origin", { detail: `sec-fetch-site ${relation}` });
  }
}

/** Null for `null`, which sandboxed frames and some redirects send, and for anything that is not a web origin. */
function hostOf(origin: string): string | null {
  try {
    const url = new URL(origin);
    return url.protocol === "https:" || url.protocol === "http:" ? url.host : null;
  } catch {
    return null;
  }
}
