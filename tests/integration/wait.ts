import { setTimeout as delay } from "node:timers/promises";

const LOOK_MILLIS = 50;
/** Only tells a machine that is slow from a wait that has no end: no test depends on how fast something comes. */
export const HANG_MILLIS = 240_000;

/** Looks until there is something to see. Fails by name when nothing comes. */
export async function waitFor<Result>(
  what: string,
  look: () => Promise<Result | null | undefined | false>,
): Promise<Result> {
  const deadline = Date.now() + HANG_MILLIS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited ${HANG_MILLIS} ms for ${what}`);
    await delay(LOOK_MILLIS);
  }
}
