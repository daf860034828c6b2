import { type NextRequest, NextResponse } from "next/server";
import { BRUSH_RADIUS } from "#components/photos/sample.ts";
import { samplePen } from "#components/photos/sample-pen.ts";
import { DEFERRED_SCRIPT, HYDRATED, hydrateOnInteraction } from "#lib/client/deferred-hydration.ts";
import { captchaService } from "#lib/server/captcha/service.ts";
import { contentSecurityPolicy, newNonce } from "#lib/server/csp.ts";
import { deferredPage } from "#lib/server/deferred-page.ts";
import { log } from "#lib/server/log.ts";
import { sessionClient } from "#lib/server/supabase.ts";

/** Most who come to the landing page leave it again: it needs no script before they do something on it. */
const STAND_IN = {
  script: `(${hydrateOnInteraction})("${DEFERRED_SCRIPT}", "${HYDRATED}", (canvas) => (${samplePen})(canvas, ${2 * BRUSH_RADIUS}))`,
  deferred: DEFERRED_SCRIPT,
};

/**
 * Refreshes the session's cookies, which pages cannot do themselves, sets the content security policy, and
 * defers the scripts of the landing page. It decides nothing: every page and route asks `lib/server/auth.ts` who is there.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { isGuest, cookies, headers: cacheHeaders } = await refreshSession(request);
  for (const { name, value } of cookies) {
    if (value === "") request.cookies.delete(name);
    else request.cookies.set(name, value);
  }
  const policy = contentSecurityPolicy(newNonce(), process.env.NODE_ENV === "development", captchaService()?.sources);
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const deferred = isGuest && request.nextUrl.pathname === "/" ? await deferredPage(request, STAND_IN) : null;
  const response = deferred
    ? new NextResponse(deferred.body, deferred)
    : NextResponse.next({ request: { headers }, headers: { "Content-Security-Policy": policy } });
  for (const { name, value, options } of cookies) response.cookies.set({ ...options, name, value });
  for (const [name, value] of Object.entries(cacheHeaders)) response.headers.set(name, value);
  return response;
}

async function refreshSession(request: NextRequest) {
  const session = sessionClient(request.cookies.getAll(), request.headers.get("user-agent"));
  let isGuest = false;
  try {
    const { data, error } = await session.auth.getClaims();
    isGuest = !data && !error;
  } catch (error) {
    // The page finds out for itself and says so; here it must not cost the person the page.
    log.warn({ err: error }, "session not refreshed");
  }
  return { isGuest, ...session.changes() };
}

export const config = {
  runtime: "nodejs",
  // Not the API: its routes refresh the session themselves, and a body that passes here is cut at 10 MB. Every page, also
  // when it is only prefetched: a page that met an expired session would use up the refresh token and lose the new one.
  matcher: ["/((?!api/|_next/|.*\\.(?:png|jpg|jpeg|svg|ico|txt|webmanifest|woff2)$).*)"],
};
