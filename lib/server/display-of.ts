import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { imageOf } from "./image-of.ts";
import { pathOf } from "./storage.ts";
import { findPatch, getEdit } from "./store/edits.ts";

export interface Display {
  readonly hasAlpha: boolean;
  /** Storage paths. */
  readonly thumbnail: string;
  readonly tile: (z: number, x: number, y: number) => string;
}

/** What is displayed of a person's original, or of the picture that an edit put in its place; or `not_found`. */
export async function displayOf(userId: string, imageId: string, editId: string | null): Promise<Display> {
  if (editId === null) {
    const { id, hasAlpha } = await imageOf(userId, imageId);
    return {
      hasAlpha,
      thumbnail: pathOf.thumbnail(userId, id),
      tile: (z, x, y) => pathOf.tile(userId, id, z, x, y),
    };
  }
  const [edit, patch] = await Promise.all([getEdit(userId, editId), findPatch(userId, editId, null)]);
  if (edit?.imageId !== imageId || !edit.replaced || !patch) throw new RepaintError("not_found");
  return {
    hasAlpha: edit.replaced.hasAlpha,
    thumbnail: pathOf.patchThumbnail(patch.path),
    tile: (z, x, y) => pathOf.patchTile(patch.path, z, x, y),
  };
}
