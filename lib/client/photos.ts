import { listOf } from "#lib/contracts/common.ts";
import { type Image, image } from "#lib/contracts/image.ts";
import { request, requestJson } from "./http.ts";

/** The photo library's calls. Each throws `ApiError`. */
export interface PhotoPage {
  readonly items: readonly Image[];
  /** Asks for the next page; null on the last. */
  readonly nextCursor: string | null;
}

const photoPage = listOf(image);

export function getPhotos(cursor: string): Promise<PhotoPage> {
  return requestJson(`/api/v1/images?${new URLSearchParams({ cursor })}`, photoPage);
}

export const renamePhoto = (imageId: string, name: string): Promise<Image> =>
  requestJson(`/api/v1/images/${imageId}`, image, { method: "PATCH", json: { name } });

export async function deletePhoto(imageId: string): Promise<void> {
  await request(`/api/v1/images/${imageId}`, { method: "DELETE" });
}
