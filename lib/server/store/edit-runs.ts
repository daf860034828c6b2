import "server-only";
import type { Edit, EditStage } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { Moderation } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { call, callPatiently } from "../database.ts";
import {
  type EditRow,
  type PatchRow,
  type ReadyImageRow,
  type StoredPatch,
  toEdit,
  toImage,
  toStoredPatch,
} from "./rows.ts";

/**
 * The worker's side of an edit. Every call shows the token the run was started with; a run whose edit was given to
 * another one hears `lost` or `not_running` and must write nothing more. All of them wait out a database restart.
 */
export interface Run {
  readonly edit: Edit;
  readonly userId: string;
  readonly image: Image;
  /** How far to extend, in pixels of the version built on, and how many times to enlarge; null where not asked. */
  readonly expand: Edges | null;
  readonly scale: number | null;
  readonly hasMask: boolean;
  readonly referenceCount: number;
  /** Patches of the parent version, in the order they are drawn; see `layOut`. */
  readonly patches: readonly StoredPatch[];
  /** The latest call to a provider in an earlier run of this edit. With a job id it is polled, never sent again. */
  readonly attempt: Attempt | null;
}

interface Attempt {
  readonly id: string;
  readonly model: string;
  readonly providerJobId: string | null;
  /** Null: it had not ended when its run did. */
  readonly outcome: AttemptEnd["outcome"] | null;
}

interface StartAnswer {
  readonly outcome: "started" | "gone";
  readonly edit: EditRow;
  readonly image: ReadyImageRow;
  readonly patches: PatchRow[];
  readonly attempt: { id: string; model: string; provider_job_id: string | null; outcome: Attempt["outcome"] } | null;
}

/** Takes a queued edit. `worker` is opaque and new for every run. Null when the edit is not (or no longer) to be run. */
export async function startEdit(editId: string, worker: string): Promise<Run | null> {
  const answer = await callPatiently<StartAnswer>("start_edit", editId, worker);
  if (answer.outcome === "gone") return null;
  const { edit, image, patches, attempt } = answer;
  return {
    edit: toEdit(edit),
    userId: edit.user_id,
    image: toImage(image),
    expand: edit.expand,
    scale: edit.scale,
    hasMask: edit.has_mask,
    referenceCount: edit.reference_count,
    patches: patches.map(toStoredPatch),
    attempt: attempt && {
      id: attempt.id,
      model: attempt.model,
      providerJobId: attempt.provider_job_id,
      outcome: attempt.outcome,
    },
  };
}

/** `cancel`: stop, then `failEdit(…, "cancelled")`. `lost`: stop and write nothing. */
export type Pulse = "ok" | "cancel" | "lost";

/** To be sent every 5 s; an edit without one for 20 s is taken for abandoned. Not patient: the next one comes anyway. */
export async function heartbeatEdit(editId: string, worker: string): Promise<Pulse> {
  return (await call<{ outcome: Pulse }>("heartbeat_edit", editId, worker)).outcome;
}

export interface Progress {
  readonly stage: EditStage;
  /** 0..1; a lower one than before is ignored. */
  readonly progress: number;
  readonly window?: Edit["window"];
  readonly spreadPixels?: number;
}

/** Counts as a heartbeat. */
export async function reportProgress(editId: string, worker: string, report: Progress): Promise<Pulse> {
  const { stage, progress, window = null, spreadPixels = null } = report;
  const answer = await callPatiently<{ outcome: Pulse }>(
    "report_progress",
    editId,
    worker,
    stage,
    progress,
    window,
    spreadPixels,
  );
  return answer.outcome;
}

/** An unfinished result lies in storage, to be drawn over `area`. Counts as a heartbeat. Not patient: it is no loss. */
export async function reportPreview(editId: string, worker: string, area: Rect): Promise<Pulse> {
  const { x, y, width, height } = area;
  return (await call<{ outcome: Pulse }>("report_preview", editId, worker, { x, y, width, height })).outcome;
}

export type StartAttemptOutcome =
  | { readonly outcome: "started"; readonly attemptId: string }
  | { readonly outcome: "cancel" | "lost" };

/** Before a provider is called: nothing is ever sent unrecorded. */
export async function startAttempt(
  editId: string,
  worker: string,
  model: { readonly id: string; readonly repeatable: boolean },
): Promise<StartAttemptOutcome> {
  const answer = await callPatiently<{ outcome: "started" | "cancel" | "lost"; attempt_id: string }>(
    "start_attempt",
    editId,
    worker,
    model.id,
    model.repeatable,
  );
  return answer.outcome === "started"
    ? { outcome: "started", attemptId: answer.attempt_id }
    : { outcome: answer.outcome };
}

/** As soon as the provider names its job. */
export async function noteAttemptJob(attemptId: string, jobId: string): Promise<void> {
  await callPatiently("note_attempt_job", attemptId, jobId);
}

export interface AttemptEnd {
  readonly outcome: "succeeded" | "failed" | "cancelled";
  readonly errorCode: ErrorCode | null;
  readonly requestId: string | null;
  readonly costMicroUsd: number | null;
  /** Null where it was not measured. */
  readonly durationMillis: number | null;
  /** What the provider metered, in its own words. */
  readonly usage?: Readonly<Record<string, number>> | null;
}

/** What a provider has cost today, when the call that ended just now was the one that reached the operator's cap. */
export interface CapReached {
  readonly provider: string;
  readonly spent: number;
  readonly cap: number;
}

export async function finishAttempt(attemptId: string, end: AttemptEnd): Promise<CapReached | null> {
  const { outcome, errorCode, requestId, costMicroUsd, durationMillis, usage = null } = end;
  const { cap_reached } = await callPatiently<{ cap_reached?: CapReached }>(
    "finish_attempt",
    attemptId,
    outcome,
    errorCode,
    requestId,
    costMicroUsd,
    durationMillis === null ? null : Math.round(durationMillis),
    usage,
  );
  return cap_reached ?? null;
}

export interface EditResult {
  readonly patches: readonly (Omit<StoredPatch, "id" | "editId" | "opacity"> & { readonly bytes: number })[];
  /** Counted beyond `spreadPixels` over the whole picture; anything but 0 is refused by the database. */
  readonly outsidePixelsChanged: number;
  readonly warnings: readonly Edit["warnings"][number][];
  readonly window: Edit["window"];
  readonly spreadPixels: number;
  /** Where the edit replaced the picture; its only patch is the new one. */
  readonly replaced?: Edit["replaced"];
  /** Storage path of what the model painted of the window, and the spread it was cut by; kept for blending it anew. */
  readonly painted?: { readonly path: string; readonly grow: number; readonly feather: number } | null | undefined;
  /** Whole tokens, at most the quote. */
  readonly charge: number;
}

/** `cancelled` and `not_running`: the result is not wanted any more; remove the stored patches. */
export async function completeEdit(
  editId: string,
  worker: string,
  result: EditResult,
): Promise<"completed" | "cancelled" | "not_running"> {
  const answer = await callPatiently<{ outcome: "completed" | "cancelled" | "not_running" }>(
    "complete_painted_edit",
    editId,
    worker,
    result,
  );
  return answer.outcome;
}

/** `cancelled` as the code, or a cancel asked for before, ends the edit as cancelled. */
export async function failEdit(
  editId: string,
  worker: string,
  code: ErrorCode,
  moderation: Moderation | null = null,
): Promise<"failed" | "cancelled" | "not_running"> {
  const answer = await callPatiently<{ outcome: "failed" | "cancelled" | "not_running" }>(
    "fail_edit",
    editId,
    worker,
    code,
    moderation,
  );
  return answer.outcome;
}

/** For a worker that must stop: the edit goes back into the queue at once, unless a second call could be billed twice. */
export async function handBackEdit(
  editId: string,
  worker: string,
): Promise<"requeued" | "interrupted" | "cancelled" | "not_running"> {
  const answer = await call<{ outcome: "requeued" | "interrupted" | "cancelled" | "not_running" }>(
    "hand_back_edit",
    editId,
    worker,
  );
  return answer.outcome;
}

export interface Swept {
  readonly requeued: readonly string[];
  readonly interrupted: readonly string[];
  readonly cancelled: readonly string[];
  readonly expired: readonly string[];
  /** Queued edits whose job had been lost. */
  readonly reenqueued: readonly string[];
}

/** Takes up what dead workers left. Null when another worker is at it. Every worker calls it at start and each 10 s. */
export async function sweepEdits(staleSeconds = 20): Promise<Swept | null> {
  const answer = await call<{ outcome: "swept" | "busy" } & Swept>("sweep_edits", staleSeconds);
  if (answer.outcome === "busy") return null;
  const { requeued, interrupted, cancelled, expired, reenqueued } = answer;
  return { requeued, interrupted, cancelled, expired, reenqueued };
}
