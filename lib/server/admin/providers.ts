import "server-only";
import type { ProviderState } from "#lib/contracts/admin/providers.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { Provider } from "#lib/providers/provider.ts";
import { declaredModels, providerNames } from "../models.ts";
import { forgetOperatorRules } from "../operator-rules.ts";
import { limitsOf } from "../provider-gate/limits.ts";
import { ACCOUNT_PROBLEMS, BLAMED } from "../provider-gate/verdict.ts";
import { type Glance, providersAtAGlance, retryProvider } from "../store/admin/providers.ts";
import { type By, switchProvider } from "../store/operator.ts";
import { toTimestamp } from "../store/rows.ts";
import { getSettings } from "../store/settings.ts";

/** Every provider, in the order of the model picker, as it does on this server. */
export async function listProviderStates(): Promise<ProviderState[]> {
  const [glance, { daily_spend_caps }] = await Promise.all([
    providersAtAGlance([...BLAMED, ...ACCOUNT_PROBLEMS]),
    getSettings(),
  ]);
  const providers = new Set(declaredModels().map(({ provider }) => provider));
  const now = Date.now();
  return [...providers].map((provider) => toState(provider, glance, daily_spend_caps?.[provider.id] ?? null, now));
}

/** @throws RepaintError `not_found` */
export async function switchProviderTo(name: string, isOn: boolean, by: By) {
  requireProvider(name);
  const outcome = await switchProvider(name, isOn, by);
  forgetOperatorRules();
  return { outcome };
}

/** What is out of order is tried again by the next call. @throws RepaintError `not_found` */
export async function tryProviderAgain(name: string, by: By) {
  requireProvider(name);
  return { outcome: await retryProvider(name, by) };
}

function requireProvider(name: string): void {
  if (!providerNames().has(name)) throw new RepaintError("not_found");
}

function toState(provider: Provider, glance: Glance, cap: number | null, now: number): ProviderState {
  const { id, name } = provider;
  const of = <Row extends { readonly provider: string }>(rows: readonly Row[]) =>
    rows.find((row) => row.provider === id);
  const after = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const availability = provider.availability();
  const barred = of(glance.barred);
  const calls = of(glance.calls);
  return {
    id,
    name,
    missing: availability.available ? null : availability.reason,
    isOn: barred?.why !== "switched_off",
    cappedUntil: barred?.why === "daily_cap" ? after(barred.seconds ?? 0) : null,
    outages: glance.outages
      .filter(({ subject }) => subject.split("/")[0] === id)
      .map(({ subject, code, seconds }) => ({ subject, code, until: after(seconds) })),
    running: of(glance.running)?.running ?? 0,
    waiting: of(glance.running)?.waiting ?? 0,
    maxConcurrent: limitsOf(provider)?.maxConcurrent ?? null,
    spend: { today: of(glance.spend)?.today ?? 0, days30: of(glance.spend)?.month ?? 0, cap },
    earned: { edits: of(glance.earned)?.edits ?? 0, tokens: of(glance.earned)?.tokens ?? 0 },
    calls: {
      count: calls?.calls ?? 0,
      failures: calls?.failures ?? 0,
      lastErrorCode: calls?.last_error_code ?? null,
      lastErrorAt: calls?.last_error_at ? toTimestamp(calls.last_error_at) : null,
    },
  };
}
