import "server-only";
import { createHash } from "node:crypto";
import { type CookieOptions, createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { env } from "./env.ts";

export interface RequestCookie {
  readonly name: string;
  readonly value: string;
}

/** What the answer must carry because the session was begun, refreshed or ended while it was made. */
export interface SessionChanges {
  readonly cookies: readonly (RequestCookie & { readonly options: CookieOptions })[];
  /** Forbids caches to store the answer, or one person's session could be handed to another. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SessionClient {
  readonly auth: SupabaseClient["auth"];
  /** Read once, after the last use of `auth`. */
  changes(): SessionChanges;
}

/**
 * Supabase Auth acting for whoever sent these cookies. New for every request.
 *
 * The library may write cookies more than once and names the cache headers only the first time, so both are collected
 * here and applied by the caller in one go.
 *
 * @param userAgent By which name Auth remembers the browser of a session that begins or is refreshed.
 */
export function sessionClient(
  requestCookies: readonly RequestCookie[],
  userAgent: string | null = null,
): SessionClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, APP_URL } = env();
  const changed = new Map<string, SessionChanges["cookies"][number]>();
  const headers: Record<string, string> = {};
  const client = createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    global: { fetch: fetchSharingRefreshes, ...(userAgent !== null && { headers: { "User-Agent": userAgent } }) },
    cookieOptions: {
      name: sessionCookieName(SUPABASE_PUBLISHABLE_KEY),
      httpOnly: true,
      secure: APP_URL.startsWith("https:"),
      sameSite: "lax",
      path: "/",
    },
    cookies: {
      getAll: () => withChanges(requestCookies, changed),
      setAll(cookies, cacheHeaders) {
        for (const cookie of cookies) changed.set(cookie.name, cookie);
        Object.assign(headers, cacheHeaders);
      },
    },
  });
  return { auth: client.auth, changes: () => ({ cookies: [...changed.values()], headers }) };
}

/** Cookies know no ports: without a name of its own, each of two servers on localhost would end the other's sessions. */
export function sessionCookieName(publishableKey: string): string {
  return `repaint-${createHash("sha256").update(publishableKey).digest("hex").slice(0, 8)}`;
}

/** The request's cookies as they are after what was written since, so that a client reads its own writes. */
function withChanges(cookies: readonly RequestCookie[], changed: ReadonlyMap<string, RequestCookie>): RequestCookie[] {
  const written = [...changed.values()].filter((cookie) => cookie.value !== "");
  return [...cookies.filter((cookie) => !changed.has(cookie.name)), ...written];
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const SHARED_MILLIS = 10_000;
const refreshes = new Map<string, Promise<Answer>>();

/**
 * A refresh token works once. A page that comes back after an hour sends several requests with the same expired
 * session; they share one refresh and its answer, instead of all but one being signed out.
 */
async function fetchSharingRefreshes(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  if (!url.includes("/auth/v1/token?grant_type=refresh_token")) return fetch(input, init);
  const key = String(init?.body);
  const answer = await (refreshes.get(key) ?? refresh(key, input, init));
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}

function refresh(key: string, input: RequestInfo | URL, init?: RequestInit): Promise<Answer> {
  const answer = fetch(input, init).then(async (response) => {
    const { status, headers } = response;
    return { status, headers, body: await response.text() };
  });
  refreshes.set(key, answer);
  const forget = () => refreshes.delete(key);
  answer.then(({ status }) => (status < 500 ? setTimeout(forget, SHARED_MILLIS).unref() : forget()), forget);
  return answer;
}
