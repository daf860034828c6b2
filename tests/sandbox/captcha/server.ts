import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { widgetPage, widgetScript } from "./widget.ts";

const CAPTCHA_SECRET = "captcha-secret";
export const CAPTCHA_SITE_KEY = "captcha-site-key";

/** Paths of the two services below their hosts. */
const VERIFY = { turnstile: "/turnstile/v0/siteverify", hcaptcha: "/siteverify" } as const;
const SCRIPTS: Readonly<Record<string, string>> = {
  "/turnstile/v0/api.js": widgetScript({ name: "turnstile", field: "cf-turnstile-response" }),
  "/1/api.js": widgetScript({ name: "hcaptcha", field: "h-captcha-response" }),
};
/** Where both tell the same in words of their own. */
const USED = { turnstile: "timeout-or-duplicate", hcaptcha: "already-seen-response" } as const;

/** Of a Repaint that asks this stand-in. */
export const captchaVariables = ({ url }: { readonly url: string }) => ({
  CAPTCHA_PROVIDER: "turnstile",
  CAPTCHA_SITE_KEY,
  CAPTCHA_SECRET,
  CAPTCHA_BASE_URL: url,
});

export type CaptchaSandbox = Awaited<ReturnType<typeof startCaptchaSandbox>>;

/**
 * Stands in for Turnstile and hCaptcha, as their documentation has them: a script that draws a check in a frame, and a
 * form with secret and response, answered with 200 whatever the verdict; a token is good once.
 */
export async function startCaptchaSandbox() {
  const good = new Set<string>();
  const used = new Set<string>();
  let state: "up" | "away" | "broken" = "up";
  let asked = 0;

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => outgoing.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming);
    if (incoming.method === "POST") asked += 1;
    if (state === "away") return void incoming.socket.destroy();
    if (incoming.method === "GET") return send(new URL(incoming.url ?? "", "http://localhost"), outgoing);
    if (state === "broken") return void outgoing.writeHead(502, { "content-type": "text/html" }).end("<h1>502</h1>");
    const provider = (["turnstile", "hcaptcha"] as const).find((name) => VERIFY[name] === incoming.url);
    if (!provider || incoming.method !== "POST") return void outgoing.writeHead(404).end();
    const codes =
      incoming.headers["content-type"]?.split(";")[0] === "application/x-www-form-urlencoded"
        ? faultsOf(new URLSearchParams(body), provider)
        : ["bad-request"];
    const verdict = { success: codes.length === 0, "error-codes": codes, hostname: "localhost" };
    outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(verdict));
  }

  function send({ pathname, searchParams }: URL, outgoing: ServerResponse): void {
    const script = SCRIPTS[pathname];
    if (script) return void outgoing.writeHead(200, { "content-type": "text/javascript" }).end(script);
    if (pathname !== "/widget" || searchParams.get("sitekey") !== CAPTCHA_SITE_KEY)
      return void outgoing.writeHead(404).end();
    outgoing.writeHead(200, { "content-type": "text/html" }).end(widgetPage(issueToken()));
  }

  /** What the widget hands to somebody who passed. */
  function issueToken(): string {
    const token = randomUUID();
    good.add(token);
    return token;
  }

  function faultsOf(form: URLSearchParams, provider: keyof typeof USED): string[] {
    const secret = form.get("secret");
    const response = form.get("response");
    if (!secret) return ["missing-input-secret"];
    if (secret !== CAPTCHA_SECRET) return ["invalid-input-secret"];
    if (!response) return ["missing-input-response"];
    if (used.has(response)) return [USED[provider]];
    if (!good.delete(response)) return ["invalid-input-response"];
    used.add(response);
    return [];
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issueToken,
    setState: (next: typeof state) => {
      state = next;
    },
    timesAsked: () => asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
