import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { RepaintError } from "#lib/domain/error.ts";
import { isErrorCode } from "#lib/domain/error-code.ts";
import type { ListedModel } from "#lib/providers/registry.ts";
import { log } from "../log.ts";
import { operatorRules } from "../operator-rules.ts";
import {
  type Admission,
  type Entered,
  enterProvider,
  leaveProvider,
  type Outage,
  renewProviderSlot,
  type Verdict,
} from "../store/provider-gate.ts";
import { limitsOf } from "./limits.ts";
import { isAccountProblem, NO_VERDICT } from "./verdict.ts";

const LOOK_MILLIS = 500;
const RENEW_MILLIS = 15_000;

/** The right to one call. Left once, with what the call said about the provider, whatever came of it. */
export interface Slot {
  leave(verdict: Verdict): Promise<void>;
}

interface Waiting {
  /** Ends the wait with its reason. */
  readonly signal: AbortSignal;
  /** The longest wait. */
  readonly patienceMillis: number;
  /** The provider has the job already: it is only counted, and never waits. */
  readonly isResumed: boolean;
  /** Called once, when the call has to wait. */
  readonly onWait: () => Promise<void>;
}

/**
 * Waits for the turn of one call at its provider, among the calls of all workers.
 *
 * @throws RepaintError `provider_rate_limited` when the turn does not come in time; the code that took the provider or
 * the model out of order, with when it is tried again; `model_unavailable` where the operator bars the provider; the
 * signal's reason.
 */
export async function takeSlot(listed: ListedModel, waiting: Waiting): Promise<Slot> {
  const limits = limitsOf(listed.provider);
  if (!limits) {
    await requireAllowed(listed.provider.id);
    return { leave: async () => {} };
  }
  const admission: Admission = {
    slot: randomUUID(),
    provider: listed.provider.id,
    model: listed.model.id,
    maxConcurrent: limits.maxConcurrent,
    maxStartsPerMinute: limits.maxStartsPerMinute ?? null,
    isResumed: waiting.isResumed,
  };
  try {
    await enter(admission, waiting);
  } catch (error) {
    await leave(admission.slot, NO_VERDICT);
    throw error;
  }
  const timer = setInterval(() => {
    renewProviderSlot(admission.slot).catch((error) => log.warn({ err: error }, "the slot was not renewed"));
  }, RENEW_MILLIS);
  return {
    leave: async (verdict) => {
      clearInterval(timer);
      await leave(admission.slot, verdict);
    },
  };
}

async function enter(admission: Admission, { signal, patienceMillis, onWait }: Waiting): Promise<void> {
  const end = performance.now() + patienceMillis;
  for (let looks = 1; ; looks++) {
    signal.throwIfAborted();
    const entered = await enterProvider(admission);
    if (entered.outcome === "taken") return;
    if (entered.outcome === "out") throw outOfOrder(admission, entered);
    const pause = pauseMillis(entered);
    const least = Math.max(pause, (entered.seconds ?? 0) * 1000);
    if (performance.now() + least > end) {
      throw new RepaintError("provider_rate_limited", {
        detail: `${admission.provider}: no turn within ${Math.round(patienceMillis / 1000)} s (${entered.reason})`,
        ...(entered.seconds !== null && { retryAfterSeconds: entered.seconds }),
      });
    }
    if (looks === 1) await onWait();
    await delay(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Looks often enough to keep its place in the queue. */
const pauseMillis = (wait: Extract<Entered, { outcome: "wait" }>) =>
  (wait.reason === "pause" ? 4 * LOOK_MILLIS : LOOK_MILLIS) * (0.75 + Math.random() / 2);

function outOfOrder({ provider, model }: Admission, { code, seconds }: { code: string; seconds: number | null }) {
  return new RepaintError(isErrorCode(code) ? code : "overloaded", {
    detail: `${provider} or ${model} is out of order`,
    ...(seconds !== null && { retryAfterSeconds: seconds }),
  });
}

/** What has no gate before it can be switched off as well. */
async function requireAllowed(provider: string): Promise<void> {
  const { barred } = await operatorRules();
  const reason = barred.get(provider)?.why;
  if (reason) throw new RepaintError("model_unavailable", { detail: `${provider}: ${reason}` });
}

/** A slot that could not be left is free again after its lifetime. */
async function leave(slot: string, verdict: Verdict): Promise<void> {
  try {
    for (const outage of await leaveProvider(slot, verdict)) tellOperator(outage);
  } catch (error) {
    log.warn({ err: error }, "the slot was not left");
  }
}

/** Once for each time something is taken out of selection. */
function tellOperator({ subject, code, seconds }: Outage): void {
  const known = isErrorCode(code) ? code : "internal";
  const facts = { provider: subject.split("/")[0], code, retryAfterSeconds: seconds };
  if (isAccountProblem(known)) {
    log.error({ alert: "provider_account", ...facts }, "a provider refuses our account: check its key and credit");
  } else if (known === "model_retired") {
    log.error({ alert: "model_retired", model: subject, ...facts }, "a provider has retired a model");
  } else {
    log.warn({ alert: "provider_outage", subject, ...facts }, "a provider keeps failing and is left alone for a while");
  }
}
