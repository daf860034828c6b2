import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { RepaintError } from "#lib/domain/error.ts";

/** What one try came to. */
export type Tried<Result> =
  | { readonly result: Result; readonly error?: never }
  | {
      readonly error: RepaintError;
      /** Whether the same may be tried again: it cannot be billed twice, and time may mend it. */
      readonly isRepeatable: boolean;
    };

const MAX_TRIES = 3;
const FIRST_WAIT_MILLIS = 500;
/**
 * Longer than this nobody waits inside one call, which would keep its turn from others: the error says how long, and
 * the gate before the provider keeps that pause for all workers.
 */
const MAX_WAIT_MILLIS = 5_000;

/**
 * Tries up to three times, with growing random pauses and as long as the provider asks (`retryAfterSeconds`).
 *
 * @throws RepaintError the last try's; the signal's reason, where it aborts in a pause.
 */
export async function retry<Result>(attempt: () => Promise<Tried<Result>>, signal: AbortSignal): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const tried = await attempt();
    if (!tried.error) return tried.result;
    const wait = waitMillis(tries, tried.error);
    if (!tried.isRepeatable || tries === MAX_TRIES || wait > MAX_WAIT_MILLIS) throw tried.error;
    await delay(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function waitMillis(tries: number, { retryAfterSeconds = 0 }: RepaintError): number {
  const growing = FIRST_WAIT_MILLIS * 2 ** (tries - 1) * (0.5 + Math.random());
  return Math.max(growing, retryAfterSeconds * 1000);
}
