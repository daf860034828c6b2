import "server-only";
import { log } from "./log.ts";

/** Asks for the page as the framework makes it. */
const WHOLE = "x-repaint-whole-page";

/** What runs in a page whose scripts are deferred. */
export interface StandIn {
  /** JavaScript that runs at once and, when it is time, loads the scripts of the type `deferred`. */
  readonly script: string;
  readonly deferred: string;
}

/**
 * The page that was asked for, its scripts there but not loaded: it is asked for once more on this machine, for the
 * framework hands no page to whoever would change it.
 *
 * @returns null where the page goes out as it is: parts of one, for a page that has its scripts already, those in
 * development, and whatever could not be asked for
 */
export async function deferredPage(request: Request, standIn: StandIn): Promise<Response | null> {
  const { headers, method } = request;
  // What the framework asks for from a page that is there already it does not call HTML.
  const isDocument = method === "GET" && (headers.get("accept") ?? "").includes("text/html");
  if (!isDocument || headers.has(WHOLE) || process.env.NODE_ENV === "development" || !process.env.PORT) return null;
  try {
    const { pathname, search } = new URL(request.url);
    const page = await fetch(`http://127.0.0.1:${process.env.PORT}${pathname}${search}`, {
      headers: without(headers, [...HOP_BY_HOP, "host", "accept-encoding"], { [WHOLE]: "1" }),
      redirect: "manual",
      signal: request.signal,
    });
    if (page.status !== 200) return null;
    return new Response(deferScripts(await page.text(), standIn), { headers: without(page.headers, HOP_BY_HOP) });
  } catch (error) {
    log.warn({ err: error }, "page with deferred scripts not made");
    return null;
  }
}

/** The document with the framework's scripts there but not loaded. */
export function deferScripts(html: string, { script, deferred }: StandIn): string {
  const nonce = html.match(/<script [^>]*nonce="([^"]+)"/)?.[1];
  return html
    .replaceAll(/<link rel="preload" as="script"[^>]*>/g, "")
    .replaceAll(/<script (?=src="[^>]* async="")/g, `<script type="${deferred}" `)
    .replace("<head>", () => `<head><script nonce="${nonce}">${script}</script>`);
}

/** Of one connection, not of the page. */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "date"];

function without(headers: Headers, names: readonly string[], more: Readonly<Record<string, string>> = {}): Headers {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  for (const [name, value] of Object.entries(more)) rest.set(name, value);
  return rest;
}
