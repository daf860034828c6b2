import "server-only";
import { RepaintError } from "#lib/domain/error.ts";

/** How long a cancellation may hold up the person who cancelled. */
const CANCEL_MILLIS = 3_000;

/**
 * Tells the service that nobody waits for a job any more. Does nothing unless the call was cancelled or is over time: a
 * call that ends for another reason, such as a worker that stops or lost its lease, is taken up again by another run.
 * Never throws: a job that cannot be cancelled runs to its end.
 *
 * @param signal of the call.
 * @param cancel what asks the service, within a time of its own.
 */
export async function cancelIfGivenUp(
  { aborted, reason }: AbortSignal,
  cancel: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const isOverTime = reason instanceof DOMException && reason.name === "TimeoutError";
  if (!aborted || !(reason instanceof RepaintError || isOverTime)) return;
  await cancel(AbortSignal.timeout(CANCEL_MILLIS)).catch(() => undefined);
}
