import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { RepaintError } from "#lib/domain/error.ts";

const PATIENCE_MILLIS = 60_000;
const RETRY_MILLIS = 250;

/**
 * Does again what met `unavailable`, for up to a minute: for the worker, whose news and results must not be lost while
 * the database or the storage restarts. The work must be repeatable.
 */
export async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RepaintError) || error.code !== "unavailable" || Date.now() > deadline) throw error;
      await delay(RETRY_MILLIS);
    }
  }
}
