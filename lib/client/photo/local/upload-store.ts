import { createStore, type StoreApi } from "zustand/vanilla";
import type { Image } from "#lib/contracts/image.ts";
import type { ApiError } from "../../api-error.ts";

/** Where a photo stands on its way to the server. */
export type UploadState =
  /** `fraction` of the bytes sent; 1 while the server reads the photo. */
  | { readonly phase: "sending"; readonly fraction: number }
  | { readonly phase: "failed"; readonly error: ApiError }
  /** `image` as the server has it; null where it was there before the page. */
  | { readonly phase: "saved"; readonly image: Image | null };

export type UploadStore = StoreApi<UploadState>;

export const createUploadStore = (first: UploadState): UploadStore => createStore<UploadState>()(() => first);
