import "server-only";
import type { Image } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { Size } from "#lib/domain/raster.ts";
import { versionSize } from "#lib/domain/version.ts";
import { getVersion } from "./store/edits.ts";
import { findImage } from "./store/images.ts";
import type { StoredPatch } from "./store/rows.ts";

/** The person's image without its edits, or `not_found`: what every route that serves or edits one asks first. */
export async function imageOf(userId: string, imageId: string): Promise<Image> {
  const image = await findImage(userId, imageId);
  if (!image) throw new RepaintError("not_found", { field: "imageId" });
  return image;
}

export interface VersionOf {
  readonly image: Image;
  readonly size: Size;
  /** In the order they are drawn; see `layOut`. */
  readonly patches: readonly StoredPatch[];
}

/**
 * The person's version after an edit; null is the original.
 *
 * @throws RepaintError `not_found`, or `parent_not_ready` while the edit is under way
 */
export async function versionOf(userId: string, imageId: string, editId: string | null): Promise<VersionOf> {
  const version = await getVersion(userId, imageId, editId);
  if (version.outcome === "edit_not_ready") throw new RepaintError("parent_not_ready");
  if (version.outcome !== "ok") {
    throw new RepaintError("not_found", version.outcome === "image_not_found" ? { field: "imageId" } : {});
  }
  const { image, patches } = version;
  return { image, patches, size: versionSize(image, patches) };
}
