import "server-only";
import { call } from "../database.ts";
import { log } from "../log.ts";

interface Hit {
  readonly policy: string;
  /** Null where there are too many to tell them apart. */
  readonly key: string | null;
  hits: number;
}

const FLUSH_MILLIS = 5_000;
/** Whoever comes from ever new addresses fills no memory. */
const MOST_KEYS = 1_000;

let waiting = new Map<string, Hit>();
let timer: NodeJS.Timeout | undefined;

/** Notes that a limit turned somebody away. Written a few seconds later, many at once: a flood is not made worse by it. */
export function noteHit(policy: string, key: string): void {
  const known = waiting.get(`${policy} ${key}`);
  const isFull = !known && waiting.size >= MOST_KEYS;
  const name = isFull ? policy : `${policy} ${key}`;
  const hit = waiting.get(name) ?? { policy, key: isFull ? null : key, hits: 0 };
  hit.hits += 1;
  waiting.set(name, hit);
  timer ??= setTimeout(flushHits, FLUSH_MILLIS).unref();
}

/** Writes what was noted. What cannot be written is lost: it only counts. */
export async function flushHits(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const hits = [...waiting.values()];
  waiting = new Map();
  if (hits.length === 0) return;
  await call("count_limit_hits", JSON.stringify(hits)).catch((error) =>
    log.warn({ err: error }, "hits were not counted"),
  );
}
