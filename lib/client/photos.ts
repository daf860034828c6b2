import type { Image } from "#lib/contracts/image.ts";
import { requestJson, send } from "./http.ts";

/** The photo library's calls. Each throws `ApiError`. */
export interface PhotoPage {
  readonly items: readonly Image[];
  /** Asks for the next page; null on the last. */
  readonly nextCursor: string | null;
}

export function getPhotos(cursor: string): Promise<PhotoPage> {
  return requestJson(`/api/v1/images?${new URLSearchParams({ cursor })}`);
}

export const renamePhoto = (imageId: string, name: string): Promise<Image> =>
  requestJson(`/api/v1/images/${imageId}`, { method: "PATCH", json: { name } });

export async function deletePhoto(imageId: string): Promise<void> {
  await send(`/api/v1/images/${imageId}`, { method: "DELETE" });
}
