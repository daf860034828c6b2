import "server-only";
import type { ParsedSelectionRequest } from "#lib/contracts/selection.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { Size } from "#lib/domain/raster.ts";
import { versionOf } from "../image-of.ts";
import { createSelection, dropSelection } from "../store/selections.ts";
import { answerTo, type Selection, START_MILLIS } from "./answer-to.ts";

/** Clicks of one person that may wait for their answer at a time. */
const MAX_RUNNING = 3;

/**
 * Selects on a person's picture, in the worker; waits for the answer as long as the person does, and not forever.
 *
 * @throws RepaintError `not_found`, `parent_not_ready`, `invalid_request` (a point outside of the picture),
 *   `rate_limited`, `nothing_found`, `outline_required`, `engine_unavailable`, `engine_out_of_memory`
 */
export async function selectObject(
  userId: string,
  imageId: string,
  { edit, ...wish }: ParsedSelectionRequest,
  { signal, startMillis = START_MILLIS }: { signal?: AbortSignal; startMillis?: number } = {},
): Promise<Selection> {
  const { size } = await versionOf(userId, imageId, edit);
  checkInside(wish, size);
  const created = await createSelection(userId, imageId, edit, wish, MAX_RUNNING);
  if (created.outcome === "too_many") throw new RepaintError("rate_limited", { retryAfterSeconds: 1 });
  if (created.outcome !== "created") throw new RepaintError("not_found");
  const { id } = created;
  try {
    return await answerTo(userId, id, startMillis, signal);
  } catch (error) {
    await dropSelection(userId, id).catch(() => undefined);
    throw error;
  }
}

function checkInside({ points, box, lasso }: Omit<ParsedSelectionRequest, "edit">, { width, height }: Size): void {
  const isInside = (x: number, y: number) => x <= width && y <= height;
  const isBoxInside = !box || isInside(box.x + box.width, box.y + box.height);
  const field = !points.every(({ x, y }) => isInside(x, y))
    ? "points"
    : !isBoxInside
      ? "box"
      : !lasso.every(([x, y]) => isInside(x, y))
        ? "lasso"
        : null;
  if (field) throw new RepaintError("invalid_request", { field, detail: `outside of ${width} × ${height}` });
}
