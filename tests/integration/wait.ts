import { setTimeout as delay } from "node:timers/promises";

const LOOK_MILLIS = 50;

/** Looks until there is something to see. Fails by name when there is nothing within `timeoutMillis`. */
export async function waitFor<Result>(
  what: string,
  timeoutMillis: number,
  look: () => Promise<Result | null | undefined | false>,
): Promise<Result> {
  const deadline = Date.now() + timeoutMillis;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMillis} ms for ${what}`);
    await delay(LOOK_MILLIS);
  }
}
