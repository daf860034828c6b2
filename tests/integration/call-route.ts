import { serializeCookieHeader } from "@supabase/ssr";
import type { Browser } from "./auth-browser.ts";

type Handler = (request: Request, next: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Call {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Record<string, string>;
  readonly json?: unknown;
}

/** Calls a route as a browser does in which somebody is signed in, or nobody. */
export async function callRoute(
  browser: Browser,
  handler: Handler,
  { method = "GET", query = {}, params = {}, json }: Call = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> | null }> {
  const cookie = [...browser.cookies].map(([name, value]) => serializeCookieHeader(name, value, {})).join("; ");
  const headers: Record<string, string> = { cookie, origin: browser.origin };
  if (json !== undefined) headers["content-type"] = "application/json";
  const request = new Request(`${browser.origin}/api/v1/admin?${new URLSearchParams(query)}`, {
    method,
    headers,
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}
