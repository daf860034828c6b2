import type { Tokens } from "#lib/contracts/account.ts";
import type { EditChange } from "#lib/contracts/appearance.ts";
import type { Edit, EditRequest, Quote, QuoteRequest } from "#lib/contracts/edit.ts";
import type { ExportFormat, Image, ImageWithEdits } from "#lib/contracts/image.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { ApiError } from "./api-error.ts";
import { request, requestJson, upload } from "./http.ts";

export const getTokens = (signal?: AbortSignal): Promise<Tokens> => requestJson("/api/v1/tokens", { signal });

export async function getModels(signal?: AbortSignal): Promise<ModelInfo[]> {
  return (await requestJson<{ models: ModelInfo[] }>("/api/v1/models", { signal })).models;
}

export const getImage = (imageId: string, signal?: AbortSignal): Promise<ImageWithEdits> =>
  requestJson(`/api/v1/images/${imageId}`, { signal });

/** An original on its way to the server. */
export interface NewImage {
  /** Of the image it becomes: sent again by it, it is the same image. */
  readonly id: string;
  readonly file: Blob;
  readonly name: string;
}

/** Stores an original; the answer comes after the server has read the whole picture. Sent again when no answer comes. */
export function uploadImage(
  { id, file, name }: NewImage,
  options: { signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<Image> {
  return untilAnswered(() => {
    const form = new FormData();
    form.append("id", id);
    form.append("file", file, name);
    return upload("/api/v1/images", form, options);
  }, options.signal);
}

export const getEdit = (editId: string, signal?: AbortSignal): Promise<Edit> =>
  requestJson(`/api/v1/edits/${editId}`, { signal });

/** Ends a queued edit at once and asks a running one to stop; the answer is the edit as it is now. */
export const cancelEdit = (editId: string): Promise<Edit> =>
  requestJson(`/api/v1/edits/${editId}`, { method: "DELETE" });

/** Shows, fades or blends a result otherwise, or discards it, also where the page is left. Nothing is charged. */
export const changeEdit = (editId: string, change: EditChange): Promise<Edit> =>
  requestJson(`/api/v1/edits/${editId}`, { method: "PATCH", json: change, keepalive: true });

/** Erases parts of a result by an 8-bit grey PNG of the picture's size, 255 = erased; null brings all of it back. */
export const setErased = (editId: string, mask: Blob | null): Promise<Edit> =>
  requestJson(
    `/api/v1/edits/${editId}/erased`,
    mask ? { method: "PUT", file: new Blob([mask], { type: "image/png" }) } : { method: "DELETE" },
  );

/** What is erased of a result, as a grey PNG of the edit's window. */
export async function getErased(editId: string): Promise<Blob> {
  return (await request(`/api/v1/edits/${editId}/erased`, { headers: { Accept: "image/png" } })).blob();
}

/** The mask an edit was made with: a PNG of the size of the version it was made on. `not_found` where it had none. */
export async function getEditMask(editId: string): Promise<Blob> {
  return (await request(`/api/v1/edits/${editId}/mask`, { headers: { Accept: "image/png" } })).blob();
}

/** Price and window for a request. Nothing is charged. */
export const quoteEdit = (request: QuoteRequest, signal?: AbortSignal): Promise<Quote> =>
  requestJson("/api/v1/edits/quote", { method: "POST", json: request, signal });

/** A request for an edit together with the key that makes sending it twice harmless. */
export interface EditSubmission {
  readonly idempotencyKey: string;
  readonly request: EditRequest;
  readonly files: EditFiles;
}

/** The pictures that go with a request. */
export interface EditFiles {
  /** 8-bit grey PNG of the size of the version built on; null where nothing is marked and nothing need be. */
  readonly mask: Blob | null;
  readonly references: readonly Blob[];
}

export function newSubmission(request: EditRequest, files: EditFiles): EditSubmission {
  return { idempotencyKey: randomKey(), request, files };
}

/** 128 random bits. `crypto.randomUUID` is missing where the page comes over plain http from another machine. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const RETRY_DELAYS_MILLIS = [500, 2000];

/**
 * Asks for an edit. When no answer comes the same submission is sent again, with the same key, so that a request whose
 * answer was lost is neither run nor charged twice.
 */
export const createEdit = (submission: EditSubmission, signal?: AbortSignal): Promise<Edit> =>
  untilAnswered(() => sendEdit(submission, signal), signal);

async function untilAnswered<Answer>(send: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const delayMillis = RETRY_DELAYS_MILLIS[attempt];
      const lost = error instanceof ApiError && error.code === "unavailable";
      if (!lost || delayMillis === undefined) throw error;
      await pause(delayMillis, signal);
    }
  }
}

function sendEdit({ request: asked, files, idempotencyKey }: EditSubmission, signal?: AbortSignal): Promise<Edit> {
  const form = new FormData();
  form.append("request", JSON.stringify(asked));
  if (files.mask) form.append("mask", files.mask, "mask.png");
  for (const reference of files.references) form.append("reference", reference, "reference");
  return upload("/api/v1/edits", form, { headers: { "Idempotency-Key": idempotencyKey }, signal });
}

/** Where the flattened version is downloaded from. `editId` null means the original. */
export function exportPath(imageId: string, editId: string | null, format: ExportFormat, quality: number): string {
  const query = new URLSearchParams({ format, quality: String(quality) });
  if (editId !== null) query.set("edit", editId);
  return `/api/v1/images/${imageId}/export?${query}`;
}

export const thumbnailPath = (imageId: string): string => `/api/v1/images/${imageId}/thumbnail`;

/** A tile of the original, or of the edit that replaced it. */
export function tilePath(
  { imageId, editId }: { readonly imageId: string; readonly editId: string | null },
  level: number,
  x: number,
  y: number,
): string {
  const path = `/api/v1/images/${imageId}/tiles/${level}/${x}/${y}`;
  return editId === null ? path : `${path}?${new URLSearchParams({ edit: editId })}`;
}

/** Waits, or throws the signal's reason as soon as it aborts. */
export function pause(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, millis);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
