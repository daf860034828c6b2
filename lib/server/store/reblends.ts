import "server-only";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
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

/** The worker's side of blending a finished edit anew. What is wanted may change meanwhile: each call names it. */
export interface Reblend {
  readonly edit: Edit;
  readonly userId: string;
  readonly image: Image;
  readonly hasMask: boolean;
  /** Of the version the edit was made on, as it is now, in the order they are drawn. */
  readonly patches: readonly StoredPatch[];
  /** Names this change: only its own result may take the patch's place. */
  readonly wanted: number;
  readonly feather: number | null;
  readonly colourMatch: number;
  readonly erasedPath: string | null;
  /** What the model painted, in the size of the edit's window; null where it was not kept. */
  readonly painted: { readonly path: string; readonly grow: number; readonly feather: number } | null;
  /** The patch as it was before anything was erased of it. */
  readonly patch: Rect & { readonly path: string };
}

interface StartAnswer {
  readonly outcome: "started" | "gone";
  readonly edit: EditRow;
  readonly image: ReadyImageRow;
  readonly patches: PatchRow[];
  readonly patch: PatchRow;
  readonly appearance: {
    readonly wanted: number;
    readonly feather: number | null;
    readonly colour_match: number;
    readonly erased_path: string | null;
    readonly painted: Reblend["painted"];
    readonly kept_patch: Reblend["patch"] | null;
  };
}

/** Null when nothing is to be blended any more. */
export async function startReblend(editId: string): Promise<Reblend | null> {
  const answer = await callPatiently<StartAnswer>("start_reblend", editId);
  if (answer.outcome === "gone") return null;
  const { edit, image, patches, patch, appearance } = answer;
  return {
    edit: toEdit(edit),
    userId: edit.user_id,
    image: toImage(image),
    hasMask: edit.has_mask,
    patches: patches.map(toStoredPatch),
    wanted: appearance.wanted,
    feather: appearance.feather,
    colourMatch: appearance.colour_match,
    erasedPath: appearance.erased_path,
    painted: appearance.painted,
    patch: appearance.kept_patch ?? patch,
  };
}

/** To be sent every 5 s: blending that gives no sign of life is begun again. Not patient: the next one comes anyway. */
export async function beatReblend(editId: string, wanted: number): Promise<void> {
  await call("beat_reblend", editId, wanted);
}

export interface ReblendResult {
  readonly patch: Rect & { readonly path: string; readonly bytes: number };
  readonly spreadPixels: number;
  /** Anything but 0 is refused by the database. */
  readonly outsidePixelsChanged: number;
}

/** `superseded`: something else is wanted by now, or another worker was quicker; remove what was stored. */
export async function finishReblend(
  editId: string,
  wanted: number,
  { patch, spreadPixels, outsidePixelsChanged }: ReblendResult,
): Promise<"swapped" | "superseded"> {
  const answer = await callPatiently<{ outcome: "swapped" | "superseded" }>(
    "finish_reblend",
    editId,
    wanted,
    patch,
    spreadPixels,
    outsidePixelsChanged,
  );
  return answer.outcome;
}

/** The patch stays as it is, and the person is told why. */
export async function failReblend(editId: string, wanted: number, code: ErrorCode): Promise<void> {
  await callPatiently("fail_reblend", editId, wanted, code);
}
