import "server-only";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { Choice } from "#lib/domain/notice.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import { call } from "../database.ts";
import type { CandidateModel } from "./provider-candidates.ts";
import {
  type EditRow,
  type PatchRow,
  type ReadyImageRow,
  type StoredPatch,
  toEdit,
  toImage,
  toStoredPatch,
} from "./rows.ts";

/** Edits as the people who ask for them see them. What the worker does with them is in `edit-runs.ts`. */
export interface NewEdit {
  /** Made before, because the mask is stored below it first. */
  readonly id: string;
  readonly imageId: string;
  readonly parentEditId: string | null;
  readonly operation: Operation;
  readonly model: string;
  readonly prompt: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly window: Edit["window"];
  readonly spreadPixels: number;
  readonly expand?: Edges | null;
  readonly scale?: number | null;
  /** Whether a mask is stored below it; absent means so. */
  readonly hasMask?: boolean;
  /** How many further pictures are stored below it. */
  readonly referenceCount?: number;
  /** Why this model, where it was chosen for the person. */
  readonly choice?: Choice | null;
  /** This model and those that may do it when it fails, in this order; none for more tokens than are held. */
  readonly candidates?: readonly CandidateModel[];
}

export interface EditTerms {
  /** Held now, and the most the edit can cost. */
  readonly tokens: number;
  /** Null: never the same request twice. */
  readonly idempotencyKey: string | null;
  /** Of everything the request asked for, mask included. */
  readonly requestHash: string;
  /** Edits a person may have queued and running at a time. */
  readonly maxRunning: number;
}

export type CreateEditOutcome =
  | { readonly outcome: "created" | "exists"; readonly edit: Edit }
  | { readonly outcome: "insufficient_tokens"; readonly available: number; readonly needed: number }
  | {
      readonly outcome:
        | "idempotency_conflict"
        | "image_not_found"
        | "parent_not_found"
        | "parent_not_ready"
        | "too_many_running"
        | "too_many_holds"
        | "account_frozen"
        | "account_blocked";
    };

/** Inserts the edit, holds its tokens and enqueues its job `run_edit` with `{ editId }`, or none of it. */
export async function createEdit(userId: string, edit: NewEdit, terms: EditTerms): Promise<CreateEditOutcome> {
  const answer = await call<CreateEditOutcome & { edit?: EditRow }>(
    "create_chosen_edit",
    userId,
    edit,
    terms.tokens,
    terms.idempotencyKey,
    terms.requestHash,
    terms.maxRunning,
  );
  if (answer.outcome === "created" || answer.outcome === "exists") {
    return { outcome: answer.outcome, edit: toEdit(answer.edit as unknown as EditRow) };
  }
  return answer;
}

/** Null when it is not there or not theirs. */
export async function getEdit(userId: string, editId: string): Promise<Edit | null> {
  const row = await call<EditRow | null>("get_edit", userId, editId);
  return row && toEdit(row);
}

export type CancelOutcome =
  /** It was queued, or had been cancelled before: no tokens are used. */
  | { readonly outcome: "cancelled"; readonly edit: Edit }
  /** It runs: its worker is told, and its end comes as an event. */
  | { readonly outcome: "cancelling"; readonly edit: Edit }
  | { readonly outcome: "finished"; readonly edit: Edit }
  | { readonly outcome: "not_found" };

export async function cancelEdit(userId: string, editId: string): Promise<CancelOutcome> {
  const answer = await call<{ outcome: CancelOutcome["outcome"]; edit: EditRow }>("cancel_edit", userId, editId);
  if (answer.outcome === "not_found") return { outcome: "not_found" };
  return { outcome: answer.outcome, edit: toEdit(answer.edit) };
}

/** A patch of this person's edit; the first one when none is named. Null when it is not there or not theirs. */
export async function findPatch(userId: string, editId: string, patchId: string | null): Promise<StoredPatch | null> {
  const row = await call<PatchRow | null>("find_patch", userId, editId, patchId);
  return row && toStoredPatch(row);
}

interface Version {
  readonly image: Image;
  /** In the order they are drawn; see `layOut`. */
  readonly patches: readonly StoredPatch[];
}

export type VersionOutcome =
  | ({ readonly outcome: "ok" } & Version)
  | { readonly outcome: "image_not_found" | "edit_not_found" | "edit_not_ready" };

/** What to draw for the version after `editId`; null is the original. */
export async function getVersion(userId: string, imageId: string, editId: string | null): Promise<VersionOutcome> {
  const answer = await call<{ outcome: VersionOutcome["outcome"]; image: ReadyImageRow; patches: PatchRow[] }>(
    "get_version",
    userId,
    imageId,
    editId,
  );
  if (answer.outcome !== "ok") return { outcome: answer.outcome };
  return { outcome: "ok", image: toImage(answer.image), patches: answer.patches.map(toStoredPatch) };
}
