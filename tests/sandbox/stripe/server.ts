import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type AccountOptions, createStripeAccount, find } from "./account.ts";
import { createStripeApi } from "./api.ts";
import { createDelivery } from "./delivery.ts";
import { declinedPage, payPage, receiptPage } from "./pay-page.ts";

export const SANDBOX_STRIPE_KEY = "sk_test_sandbox";
export const SANDBOX_WEBHOOK_SECRET = "whsec_sandbox";
/** The version that the installed SDK speaks. */
const API_VERSION = "2026-10-28.endive";

export interface StripeSandboxOptions extends Pick<AccountOptions, "prices"> {
  readonly port?: number;
  /** Where the app takes events; null where nobody listens. */
  readonly webhookUrl?: string | null;
  readonly enabledEvents?: readonly string[];
}

/** Calls are cut off, or the object they need is in the hands of another call. */
type Outage = "away" | "busy";
const LOCKED = {
  type: "invalid_request_error",
  code: "lock_timeout",
  message: "This object cannot be accessed right now because another API request is accessing it.",
};

export type StripeSandbox = Awaited<ReturnType<typeof startStripeSandbox>>;

/**
 * A stand-in for Stripe on this machine: API, hosted payment page and webhooks, with state. `account` does what happens
 * at Stripe (a dispute is opened, a transfer arrives), `delivery` decides when the app hears of it.
 */
export async function startStripeSandbox({
  port = 0,
  webhookUrl = null,
  enabledEvents = ["*"],
  prices = {},
}: StripeSandboxOptions = {}) {
  const delivery = createDelivery({ apiVersion: API_VERSION, secret: SANDBOX_WEBHOOK_SECRET, endpoint: webhookUrl });
  let origin = "";
  const account = createStripeAccount({ origin: () => origin, emit: delivery.emit, prices });
  const api = createStripeApi(account, {
    secretKey: SANDBOX_STRIPE_KEY,
    endpoint: () => (webhookUrl === null ? null : { url: webhookUrl, enabled_events: enabledEvents }),
  });
  const requests: string[] = [];
  let outage: Outage | null = null;

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => {
      outgoing.writeHead(500, { "content-type": "text/plain" }).end(`Stripe sandbox: ${error?.stack ?? error}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", origin);
    const method = incoming.method ?? "GET";
    const body = await text(incoming);
    if (url.pathname.startsWith("/v1/")) {
      requests.push(`${method} ${url.pathname}`);
      if (outage === "away") {
        incoming.socket.destroy();
        return;
      }
      if (outage === "busy") {
        outgoing.writeHead(409, { "content-type": "application/json" }).end(JSON.stringify({ error: LOCKED }));
        return;
      }
      const headers = new Headers(incoming.headers as Record<string, string>);
      const call = { method, path: url.pathname.slice("/v1".length), query: url.search.slice(1), body, headers };
      const { status, body: json, headers: more } = api(call);
      outgoing.writeHead(status, { "content-type": "application/json", "request-id": "req_sandbox", ...more });
      outgoing.end(JSON.stringify(json));
      return;
    }
    const [, page, id = ""] = url.pathname.split("/");
    if (page === "pay" && account.sessions.has(id)) {
      hostedPage(id, method === "POST" ? new URLSearchParams(body).get("choice") : null, outgoing);
    } else if (page === "receipts") {
      html(outgoing, receiptPage(id));
    } else {
      outgoing.writeHead(url.pathname === "/" ? 200 : 404).end();
    }
  }

  function hostedPage(id: string, choice: string | null, outgoing: ServerResponse): void {
    const session = find(account.sessions, id, "checkout.session");
    if (choice === "pay" || choice === "transfer") {
      account.pay(id, choice === "pay");
      outgoing.writeHead(303, { location: session.success_url?.replace("{CHECKOUT_SESSION_ID}", id) }).end();
    } else {
      html(outgoing, choice === "decline" ? declinedPage(session) : payPage(session));
    }
  }

  return {
    origin,
    account,
    delivery,
    /** Every call of the API, as `GET /v1/…`. */
    requests,
    /** What every call of the API meets until it is set to null. */
    setOutage: (is: Outage | null) => {
      outage = is;
    },
    close: () => {
      delivery.close();
      return new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** What an app is started with to sell tokens through this stand-in. */
export const stripeVariables = ({ origin }: StripeSandbox) => ({
  SHOW_TOKEN_PURCHASE: "1",
  STRIPE_SECRET_KEY: SANDBOX_STRIPE_KEY,
  STRIPE_WEBHOOK_SECRET: SANDBOX_WEBHOOK_SECRET,
  STRIPE_API_BASE: origin,
});

function html(outgoing: ServerResponse, page: string): void {
  outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
}
