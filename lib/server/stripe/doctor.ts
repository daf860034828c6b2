import "server-only";
import Stripe from "stripe";
import type { LaunchEnvironment } from "../env.ts";
import { connectStripe, isLiveMode } from "./client.ts";
import { HANDLED_EVENTS } from "./handle-event.ts";

/** One thing that was looked at. `fix` says what to do where it is wrong. */
export interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly fix?: string;
}

const WEBHOOK_PATH = "/api/v1/stripe/webhook";
/** Stripe's own tolerance of a signature's age is five minutes; a clock this far off eats most of it. */
const MAX_CLOCK_SECONDS = 60;

/** Looks at everything that must be right for tokens to be sold: variables, key, mode, endpoint, events, clock. */
export async function examine(environment: LaunchEnvironment): Promise<Finding[]> {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, SHOW_TOKEN_PURCHASE, APP_URL } = environment;
  const findings: Finding[] = [
    found(
      STRIPE_SECRET_KEY !== undefined,
      "STRIPE_SECRET_KEY is set",
      "Copy the secret key from Stripe's dashboard, Developers, API keys.",
    ),
    found(
      STRIPE_WEBHOOK_SECRET?.startsWith("whsec_") ?? false,
      "STRIPE_WEBHOOK_SECRET is set",
      "Copy the signing secret (whsec_…) of the webhook endpoint.",
    ),
    found(SHOW_TOKEN_PURCHASE, "SHOW_TOKEN_PURCHASE is 1", "Set it, or nobody is shown what can be bought."),
  ];
  if (STRIPE_SECRET_KEY === undefined) return findings;
  const stripe = connectStripe(environment);
  const reached = await reach(stripe);
  findings.push(reached);
  if (!reached.ok) return findings;
  const mode = examineMode(isLiveMode(STRIPE_SECRET_KEY), APP_URL);
  return [...findings, mode, await examineClock(stripe), ...(await examineEndpoint(stripe, APP_URL))];
}

async function reach(stripe: Stripe): Promise<Finding> {
  try {
    await stripe.balance.retrieve();
    return found(true, "Stripe takes the key");
  } catch (error) {
    const isRefused = error instanceof Stripe.errors.StripeAuthenticationError;
    const fix = isRefused
      ? "The key was refused: copy it again; it may have been rolled."
      : `Stripe did not answer: ${error instanceof Error ? error.message : error}`;
    return found(false, "Stripe takes the key", fix);
  }
}

function examineMode(isLive: boolean, appUrl: string): Finding {
  return found(
    isLive === appUrl.startsWith("https://"),
    `The key is a ${isLive ? "live" : "test"} key and the app is at ${appUrl}`,
    isLive
      ? "A live key on an address without https: use a test key, or set APP_URL."
      : "Payments are only tests: set a live key to sell.",
  );
}

async function examineClock(stripe: Stripe): Promise<Finding> {
  const before = Date.now();
  const { lastResponse } = await stripe.balance.retrieve();
  const told = Date.parse(lastResponse.headers.date ?? "");
  const seconds = Number.isNaN(told) ? 0 : Math.round(Math.abs(told - (before + Date.now()) / 2) / 1000);
  return found(
    seconds <= MAX_CLOCK_SECONDS,
    `This machine's clock and Stripe's differ by ${seconds} s`,
    "Set the clock by NTP: deliveries are refused when it is off by five minutes.",
  );
}

async function examineEndpoint(stripe: Stripe, appUrl: string): Promise<Finding[]> {
  const url = new URL(WEBHOOK_PATH, appUrl).href;
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  const endpoint = data.find((candidate) => candidate.url === url && candidate.status === "enabled");
  if (!endpoint) {
    return [found(false, `Stripe sends events to ${url}`, "Add this endpoint in the dashboard, Developers, Webhooks.")];
  }
  const isSent = (name: string) => endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(name);
  const missing = HANDLED_EVENTS.filter((name) => !isSent(name));
  return [
    found(true, `Stripe sends events to ${url}`),
    found(missing.length === 0, "The endpoint is sent every event that matters", `Add: ${missing.join(", ")}.`),
  ];
}

const found = (ok: boolean, what: string, fix?: string): Finding => ({
  ok,
  what,
  ...(!ok && fix !== undefined && { fix }),
});
