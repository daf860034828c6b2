import "server-only";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import { call, callPatiently } from "../database.ts";

/** The gate before the providers, as the database keeps it for all workers. */
export interface Admission {
  /** New for every call; the same for every look at the gate. */
  readonly slot: string;
  readonly provider: string;
  readonly model: string;
  /** Calls at a time, and starts in a minute; null is no limit. */
  readonly maxConcurrent: number | null;
  readonly maxStartsPerMinute: number | null;
  /** The provider has the job already: it is only counted. */
  readonly isResumed: boolean;
}

export type Entered =
  | { readonly outcome: "taken"; readonly isProbe: boolean }
  | {
      readonly outcome: "wait";
      /** No slot is free, too many started, the provider asked for a pause, or a probe is under way. */
      readonly reason: "full" | "rate" | "pause" | "probe";
      /** How long at least, where it is known. */
      readonly seconds: number | null;
    }
  /** Out of order or barred by the operator, and for how long, where it is known. */
  | { readonly outcome: "out"; readonly code: string; readonly seconds: number | null };

export function enterProvider(admission: Admission): Promise<Entered> {
  const { slot, provider, model, maxConcurrent, maxStartsPerMinute, isResumed } = admission;
  return callPatiently<Entered>("enter_provider", slot, provider, model, maxConcurrent, maxStartsPerMinute, isResumed);
}

/** The sign of life of a call that runs, to be sent every 15 s. */
export async function renewProviderSlot(slot: string): Promise<void> {
  await call("renew_provider_slot", slot);
}

/** What a call says about its provider and model; `leave_provider` tells each kind. */
export interface Verdict {
  readonly kind: "works" | "failed" | "account" | "retired" | "busy" | "nothing";
  readonly code?: string;
  readonly seconds?: number;
}

export interface Outage {
  /** A provider's id, or a model's. */
  readonly subject: string;
  /** The error code that took it out. */
  readonly code: string;
  /** Until it is tried again. */
  readonly seconds: number;
}

/** Frees the slot. @returns what the verdict took out just now. */
export async function leaveProvider(slot: string, verdict: Verdict): Promise<readonly Outage[]> {
  const answer = await callPatiently<{ outcome: "left" | "gone"; opened?: Outage[] }>("leave_provider", slot, verdict);
  return answer.opened ?? [];
}

/** Providers and models that are out now. */
export function listOutages(): Promise<readonly Outage[]> {
  return call<Outage[]>("list_outages");
}

/** What is out for one of these codes is tried again by the next call. */
export async function retryOutages(codes: readonly ErrorCode[]): Promise<void> {
  await call("retry_outages", codes);
}
