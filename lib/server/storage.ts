import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { RepaintError } from "#lib/domain/error.ts";
import { env } from "./env.ts";

/**
 * The private bucket `images`, through Supabase Storage with the secret key. Paths are made here, by the server, from
 * ids; nothing a person typed is ever part of one. Row security is not asked: whoever calls has checked the owner.
 */
const BUCKET = "images";

export const pathOf = {
  image: (userId: string, imageId: string) => `${userId}/${imageId}`,
  original: (userId: string, imageId: string) => `${userId}/${imageId}/original`,
  thumbnail: (userId: string, imageId: string) => `${userId}/${imageId}/thumbnail.webp`,
  tile: (userId: string, imageId: string, z: number, x: number, y: number) =>
    `${userId}/${imageId}/tiles/${z}/${x}_${y}`,
  mask: (userId: string, imageId: string, editId: string) => `${userId}/${imageId}/edits/${editId}/mask.png`,
  /** One path per run of an edit: a run that lost its edit can never write over the patch of the one that has it. */
  patch: (userId: string, imageId: string, editId: string, patchId: string) =>
    `${userId}/${imageId}/edits/${editId}/${patchId}.png`,
  /** What is displayed of a picture that an edit replaced lies below its patch's own path, so it is of the same run. */
  patchThumbnail: (patchPath: string) => `${patchPath.replace(/\.png$/, "")}/thumbnail.webp`,
  patchTile: (patchPath: string, z: number, x: number, y: number) =>
    `${patchPath.replace(/\.png$/, "")}/tiles/${z}/${x}_${y}`,
  /** What the model painted, before it was cut to the patch. */
  painted: (patchPath: string) => `${patchPath.replace(/\.png$/, "")}/painted.png`,
  /** What a person erased of a patch, new with every change: who reads the one before is not disturbed. */
  erased: (userId: string, imageId: string, editId: string, changeId: string) =>
    `${userId}/${imageId}/edits/${editId}/erased/${changeId}.png`,
  patchFiles: (patchPath: string) => patchPath.replace(/\.png$/, ""),
  reference: (userId: string, imageId: string, editId: string, index: number) =>
    `${userId}/${imageId}/edits/${editId}/references/${index}`,
  /** What the selection model made of a version; goes with the image, or with the edit that made the version. */
  embedding: (userId: string, imageId: string, editId: string | null) =>
    `${userId}/${imageId}/${editId === null ? "" : `edits/${editId}/`}mobile-sam.f16`,
  /** Overwritten again and again while the edit runs, then removed. */
  preview: (userId: string, imageId: string, editId: string) => `${userId}/${imageId}/edits/${editId}/preview.png`,
};

/** Stores bytes, replacing what was there: every path is written by one owner, and a repeated run writes the same. */
export async function putObject(path: string, bytes: Uint8Array, contentType: string): Promise<void> {
  // A Buffer, not a Blob: the embedded stack does not accept multipart uploads.
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { error } = await bucket().upload(path, body, { contentType, upsert: true });
  if (error) throw storageError("upload", path, error);
}

/** The object's bytes, or `not_found`. */
export async function getObject(path: string): Promise<Uint8Array> {
  const { data, error } = await bucket().download(path);
  if (error) throw storageError("download", path, error);
  return new Uint8Array(await data.arrayBuffer());
}

/** The object's bytes as they come, or `not_found`: for what is passed on and may be large. */
export async function streamObject(path: string): Promise<ReadableStream<Uint8Array>> {
  const { data, error } = await bucket().download(path).asStream();
  if (error) throw storageError("download", path, error);
  return data;
}

/** Deletes one object. Repeating it is harmless. */
export async function removeObject(path: string): Promise<void> {
  const { error } = await bucket().remove([path]);
  if (error) throw storageError("remove", path, error);
}

/** Deletes everything below a prefix, a page at a time. Repeating it is harmless. */
export async function removeBelow(prefix: string, onPage?: () => Promise<unknown>): Promise<void> {
  for (let names = await listBelow(prefix); names.length > 0; names = await listBelow(prefix)) {
    const { error } = await bucket().remove(names);
    if (error) throw storageError("remove", prefix, error);
    await onPage?.();
  }
}

const PAGE = 100;

/** Up to a page of object names below a prefix, depth first: Storage lists one folder at a time. */
async function listBelow(prefix: string): Promise<string[]> {
  const { data, error } = await bucket().list(prefix, { limit: PAGE });
  if (error) throw storageError("list", prefix, error);
  const names: string[] = [];
  for (const entry of data) {
    // Folders come without an id.
    const path = `${prefix}/${entry.name}`;
    if (entry.id === null) names.push(...(await listBelow(path)));
    else names.push(path);
    if (names.length >= PAGE) break;
  }
  return names;
}

let client: SupabaseClient | undefined;

function bucket() {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  client ??= createClient(SUPABASE_URL, SUPABASE_SECRET_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  return client.storage.from(BUCKET);
}

function storageError(
  action: string,
  path: string,
  error: { message: string; status?: number | undefined; statusCode?: string | undefined },
) {
  const detail = `storage ${action} ${path}: ${error.message}`;
  const status = Number(error.statusCode ?? error.status);
  if (status === 404 || (status === 400 && /not.?found/i.test(error.message))) {
    return new RepaintError("not_found", { detail, cause: error });
  }
  if (status === 507 || /ENOSPC|no space left/i.test(error.message)) {
    return new RepaintError("storage_full", { detail, cause: error });
  }
  return new RepaintError("unavailable", { detail, cause: error });
}
