import "server-only";
import type { Image, ImageFormat, ImageWithEdits } from "#lib/contracts/image.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import { call, callPatiently } from "../database.ts";
import { afterTimeAndId, type Page, pageOf, timeAndId } from "./page.ts";
import { type EditRow, type ImageRow, type ReadyImageRow, toEdit, toImage } from "./rows.ts";

export interface NewImage {
  readonly id: string;
  readonly name: string;
  readonly format: ImageFormat;
  readonly bytes: number;
}

export interface OwnedUpload extends NewImage {
  /** Of the bytes, in hexadecimal: given where the id is the uploader's, who may send it again. */
  readonly sha256?: string;
}

/** What ingest found out about the original. */
export type ImageFacts = Omit<Image, "id" | "name" | "format" | "bytes" | "createdAt">;

/**
 * First step of an upload: the row. After `created` the bytes are stored below the image's prefix, then `enqueueIngest`,
 * or `leaveImage` where that fails. `exists` is this person's upload of the same id and bytes, which someone else is at;
 * `conflict` any other of this id.
 */
export async function createImage(userId: string, image: OwnedUpload): Promise<"created" | "exists" | "conflict"> {
  return (await call<{ outcome: "created" | "exists" | "conflict" }>("create_image", userId, image)).outcome;
}

/** Lets the next upload of this id take over. */
export async function leaveImage(userId: string, imageId: string): Promise<void> {
  await call("leave_image", userId, imageId);
}

/** Enqueues the job `ingest_image` with `{ imageId }`. False when the row is gone. */
export async function enqueueIngest(userId: string, imageId: string): Promise<boolean> {
  return (await outcomeOf("enqueue_ingest", userId, imageId)) === "enqueued";
}

export interface IncomingImage extends NewImage {
  readonly userId: string;
}

/** What the ingesting worker begins with; null when there is nothing left to do. */
export async function getIncomingImage(imageId: string): Promise<IncomingImage | null> {
  const { image } = await callPatiently<{ image?: ImageRow }>("get_incoming_image", imageId);
  return image
    ? { id: image.id, userId: image.user_id, name: image.name, format: image.format, bytes: image.bytes }
    : null;
}

/** Makes the image ready. False when it was deleted meanwhile: remove what was written since. */
export async function finishImage(imageId: string, facts: ImageFacts): Promise<boolean> {
  return (await callPatiently<{ outcome: string }>("finish_image", imageId, facts)).outcome === "ready";
}

/** Notes the refusal for the one who waits for it. False when the image is no longer incoming. */
export async function refuseImage(imageId: string, code: ErrorCode): Promise<boolean> {
  return (await callPatiently<{ outcome: string }>("refuse_image", imageId, code)).outcome === "refused";
}

export type ImageOutcome =
  | { readonly outcome: "incoming" | "not_found" }
  | { readonly outcome: "ready"; readonly image: Image }
  | { readonly outcome: "refused"; readonly code: ErrorCode };

/** How the upload went. A refusal is told once: its row and files are removed with the answer. */
export async function takeImageOutcome(userId: string, imageId: string): Promise<ImageOutcome> {
  const answer = await call<{
    outcome: "incoming" | "not_found" | "ready" | "refused";
    image: ReadyImageRow;
    code: ErrorCode;
  }>("take_image_outcome", userId, imageId);
  if (answer.outcome === "ready") return { outcome: "ready", image: toImage(answer.image) };
  if (answer.outcome === "refused") return { outcome: "refused", code: answer.code };
  return { outcome: answer.outcome };
}

/** The image without its edits: enough to authorise reading its files. Null when it is not there or not theirs. */
export async function findImage(userId: string, imageId: string): Promise<Image | null> {
  const row = await call<ReadyImageRow | null>("find_image", userId, imageId);
  return row && toImage(row);
}

/** The image with its edits, oldest first. Null when it is not there or not theirs. */
export async function getImage(userId: string, imageId: string): Promise<ImageWithEdits | null> {
  const row = await call<(ReadyImageRow & { edits: EditRow[] }) | null>("get_image", userId, imageId);
  return row && { ...toImage(row), edits: row.edits.map(toEdit) };
}

/** Time as the database writes it: a JavaScript date would lose the microseconds the order depends on. */
/** Newest first. Throws `invalid_request` for a cursor that is not ours. */
export async function listImages(userId: string, cursor: string | undefined, limit: number): Promise<Page<Image>> {
  const [before, id] = afterTimeAndId(cursor);
  const rows = await call<ReadyImageRow[]>("list_images", userId, before, id, limit + 1);
  return pageOf(rows, limit, toImage, timeAndId);
}

export async function renameImage(userId: string, imageId: string, name: string): Promise<Image | null> {
  const { image } = await call<{ image?: ReadyImageRow }>("rename_image", userId, imageId, name);
  return image ? toImage(image) : null;
}

/** Deletes the image with its edits; running ones end and their tokens come back. Files follow by the job `remove_files`. */
export async function deleteImage(userId: string, imageId: string): Promise<boolean> {
  return (await outcomeOf("delete_image", userId, imageId)) === "deleted";
}

/** Whether the files below this person's image's prefix belong to an image. */
export function hasImage(userId: string, imageId: string): Promise<boolean> {
  return call<boolean>("has_image", userId, imageId);
}

/** Removes uploads that never became an image. Returns how many; their files follow by the job `remove_files`. */
export async function sweepImages(): Promise<number> {
  return (await call<{ prefixes: string[] }>("sweep_images")).prefixes.length;
}

async function outcomeOf(name: string, ...values: readonly unknown[]): Promise<string> {
  return (await call<{ outcome: string }>(name, ...values)).outcome;
}
