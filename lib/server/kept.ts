import "server-only";
import { log } from "./log.ts";

/**
 * A value that is read again when it is older than `millis`, and kept as it was where that fails: an answer that is a
 * little old is better than none. Callers at the same time share one reading.
 */
export function kept<Value>(initial: Value, millis: number, read: () => Promise<Value>): () => Promise<Value> {
  let value = initial;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Value> | null = null;

  const readAgain = async () => {
    try {
      value = await read();
    } catch (error) {
      log.warn({ err: error }, "what is kept for a while was not read anew");
    }
    readAt = performance.now();
    reading = null;
    return value;
  };
  return async () => {
    if (performance.now() - readAt < millis) return value;
    reading ??= readAgain();
    return reading;
  };
}
