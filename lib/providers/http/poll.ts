import "server-only";
import { setTimeout as delay } from "node:timers/promises";

export interface PollPace {
  /** Before the first look, and the least between two. */
  readonly firstMillis: number;
  /** Pauses grow by half each time, up to this. */
  readonly mostMillis: number;
}

/**
 * Looks at a job until it has an end, at a slowing, slightly random pace. `look` returns null while it goes on and
 * throws when the job failed. Ends with the signal's reason when it aborts; the deadline is the caller's.
 */
export async function poll<Result>(
  look: () => Promise<Result | null>,
  { firstMillis, mostMillis }: PollPace,
  signal: AbortSignal,
): Promise<Result> {
  for (let pause = firstMillis; ; pause = Math.min(mostMillis, pause * 1.5)) {
    await delay(pause * (1 + Math.random() / 10), undefined, { signal }).catch(() => signal.throwIfAborted());
    const result = await look();
    if (result !== null) return result;
  }
}
