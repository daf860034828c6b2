import "server-only";
import type { ParsedSelectionRequest } from "#lib/contracts/selection.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { call, callPatiently } from "../database.ts";

export type SelectionWish = Omit<ParsedSelectionRequest, "edit">;

/** Where the mask lies on the picture, and what found it. */
export interface SelectionResult extends Rect {
  /** `model`: the selection model; `colour`: colours and edges alone, because this server has no model. */
  readonly method: "model" | "colour";
}

export type CreateSelectionOutcome =
  | { readonly outcome: "created"; readonly id: string }
  | { readonly outcome: "image_not_found" | "too_many" };

/** Enqueues the job `select_object` with `{ selectionId }`. */
export function createSelection(
  userId: string,
  imageId: string,
  editId: string | null,
  wish: SelectionWish,
  maxRunning: number,
): Promise<CreateSelectionOutcome> {
  return call("create_selection", userId, imageId, editId, wish, maxRunning);
}

export type SelectionOutcome =
  | { readonly outcome: "waiting" | "running" | "not_found" }
  | { readonly outcome: "done"; readonly result: SelectionResult; readonly mask: Uint8Array }
  | { readonly outcome: "failed"; readonly code: ErrorCode };

/** How far it is. An answer is given once: it is removed with it. */
export async function takeSelection(userId: string, selectionId: string): Promise<SelectionOutcome> {
  const answer = await call<
    | Exclude<SelectionOutcome, { outcome: "done" }>
    | { readonly outcome: "done"; readonly result: SelectionResult; readonly mask: string }
  >("take_selection", userId, selectionId);
  return answer.outcome === "done" ? { ...answer, mask: Buffer.from(answer.mask, "base64") } : answer;
}

/** Says that nobody waits for it any more. */
export async function dropSelection(userId: string, selectionId: string): Promise<void> {
  await call("drop_selection", userId, selectionId);
}

export interface StartedSelection {
  readonly userId: string;
  readonly imageId: string;
  readonly editId: string | null;
  readonly wish: SelectionWish;
}

/** What the worker begins with; null when nobody waits for it any more. */
export async function startSelection(selectionId: string): Promise<StartedSelection | null> {
  const answer = await callPatiently<{ outcome: "started" | "gone" } & StartedSelection>(
    "start_selection",
    selectionId,
  );
  if (answer.outcome === "gone") return null;
  const { userId, imageId, editId, wish } = answer;
  return { userId, imageId, editId, wish };
}

/** @param mask an 8-bit grey PNG of the result's size. */
export async function finishSelection(selectionId: string, result: SelectionResult, mask: Uint8Array): Promise<void> {
  await callPatiently("finish_selection", selectionId, result, Buffer.from(mask).toString("base64"));
}

export async function failSelection(selectionId: string, code: ErrorCode): Promise<void> {
  await callPatiently("fail_selection", selectionId, code);
}

/** Removes answers that nobody fetched. */
export async function sweepSelections(): Promise<void> {
  await call("sweep_selections");
}

/** Enqueues the job `prepare_selection` with `{ imageId }`. */
export async function enqueuePreparation(imageId: string): Promise<void> {
  await callPatiently("enqueue_preparation", imageId);
}

/** Whose image it is, or null when it is gone. */
export async function ownerOfImage(imageId: string): Promise<string | null> {
  return (await callPatiently<{ userId?: string }>("owner_of_image", imageId)).userId ?? null;
}
