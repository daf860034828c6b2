import "server-only";
import type { Image } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { findImage } from "./store/images.ts";

/** The person's image without its edits, or `not_found`: what every route that serves or edits one asks first. */
export async function imageOf(userId: string, imageId: string): Promise<Image> {
  const image = await findImage(userId, imageId);
  if (!image) throw new RepaintError("not_found", { field: "imageId" });
  return image;
}
