import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { onChange } from "../changes.ts";
import { type SelectionResult, takeSelection } from "../store/selections.ts";

/** No worker took it: there is none, or it is far behind. */
export const START_MILLIS = 10_000;
/** The first click on a large picture takes a few seconds; nothing takes this long. */
const ANSWER_MILLIS = 60_000;

export interface Selection extends SelectionResult {
  /** An 8-bit grey PNG of `width` × `height`, 255 = selected, its first pixel at (`x`, `y`) of the picture. */
  readonly mask: Uint8Array;
}

/**
 * The worker's answer to a selection, as soon as it is there.
 *
 * @param startMillis how long it may take until a worker begins
 * @throws RepaintError what the worker found, `engine_unavailable` when it is too late, `cancelled` when `signal` aborts
 */
export function answerTo(userId: string, id: string, startMillis: number, signal?: AbortSignal): Promise<Selection> {
  return new Promise((resolve, reject) => {
    let hasEnded = false;
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const giveUp = () =>
      fail(new RepaintError("engine_unavailable", { detail: `selection ${id}`, retryAfterSeconds: 5 }));
    const leave = () => fail(new RepaintError("cancelled", { detail: "the request was aborted" }));
    const look = async () => {
      const answer = await takeSelection(userId, id);
      if (answer.outcome === "waiting") return;
      clearTimeout(start);
      if (answer.outcome === "running") return;
      if (answer.outcome === "done") {
        end();
        resolve({ ...answer.result, mask: answer.mask });
      } else fail(new RepaintError(answer.outcome === "failed" ? answer.code : "not_found"));
    };
    // One look at a time: the answer is given once, and a second look would find nothing. One that fails while the
    // database restarts is followed by another.
    let isLooking = false;
    let isNews = false;
    const lookAgain = async () => {
      isNews = true;
      if (isLooking) return;
      isLooking = true;
      while (isNews && !hasEnded) {
        isNews = false;
        await look().catch(() => undefined);
      }
      isLooking = false;
    };
    const stop = onChange("selection_changed", id, () => void lookAgain());
    const start = setTimeout(giveUp, startMillis);
    const deadline = setTimeout(giveUp, ANSWER_MILLIS);
    const end = () => {
      hasEnded = true;
      stop();
      clearTimeout(start);
      clearTimeout(deadline);
      signal?.removeEventListener("abort", leave);
    };
    if (signal?.aborted) leave();
    signal?.addEventListener("abort", leave, { once: true });
    void lookAgain();
  });
}
