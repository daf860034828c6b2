import "server-only";
import { call } from "../../database.ts";
import type { By } from "../operator.ts";
import type { Barred } from "../operator-rules.ts";
import type { Outage } from "../provider-gate.ts";

interface Of {
  readonly provider: string;
}

/** What the database knows of the providers, each list with those only of which there is something to tell. */
export interface Glance {
  readonly barred: readonly Barred[];
  readonly outages: readonly Outage[];
  readonly running: readonly (Of & { readonly running: number; readonly waiting: number })[];
  /** Micro-USD, today and in 30 days. */
  readonly spend: readonly (Of & { readonly today: number; readonly month: number })[];
  /** In 30 days. */
  readonly earned: readonly (Of & { readonly edits: number; readonly tokens: number })[];
  /** In 24 hours. */
  readonly calls: readonly (Of & {
    readonly calls: number;
    readonly failures: number;
    readonly last_error_code: string | null;
    readonly last_error_at: string | null;
  })[];
}

/** @param blamed error codes that count as a failure of the provider. */
export function providersAtAGlance(blamed: readonly string[]): Promise<Glance> {
  return call<Glance>("providers_at_a_glance", blamed);
}

/** Whatever of a provider is out of order is tried again by the next call. */
export async function retryProvider(provider: string, by: By): Promise<"retried" | "unchanged"> {
  return (await call<{ outcome: "retried" | "unchanged" }>("retry_provider", provider, by.actor, by.reason)).outcome;
}
