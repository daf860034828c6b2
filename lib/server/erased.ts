import "server-only";
import { randomUUID } from "node:crypto";
import type { Edit } from "#lib/contracts/edit.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { area } from "#lib/domain/geometry.ts";
import { cropMask, maskBounds } from "#lib/domain/mask.ts";
import type { Mask, Rect, Size } from "#lib/domain/raster.ts";
import { changed } from "./change-edit.ts";
import { encodeMaskPng } from "./codec/encode.ts";
import { decodeGreyMask } from "./codec/untrusted.ts";
import { versionOf } from "./image-of.ts";
import { createPixelBudget } from "./pixel-budget.ts";
import { pathOf, putObject, removeObject } from "./storage.ts";
import { changeAppearance, findErased } from "./store/appearances.ts";
import { getEdit } from "./store/edits.ts";

/** Masks decoded at a time in the web process: one of the largest, or several ordinary ones. */
const withPixels = createPixelBudget(100_000_000);

/**
 * Erases parts of a result: where the mask is 255 the picture before comes back. Only the edit's window of it is kept.
 *
 * @param png 8-bit grey, of the size of the picture, 255 = erased; null brings everything back.
 * @throws RepaintError `not_found`, `edit_not_finished`, `edit_not_changeable`, `mask_invalid`, `mask_size_mismatch`
 */
export async function setErased(userId: string, editId: string, png: Uint8Array | null): Promise<Edit> {
  if (!png) return changed(await changeAppearance(userId, editId, { erasedPath: null }));
  const edit = await getEdit(userId, editId);
  if (!edit) throw new RepaintError("not_found");
  if (!edit.finishedAt) throw new RepaintError("edit_not_finished");
  if (!edit.appearance || !edit.window || edit.discardedAt) throw new RepaintError("edit_not_changeable");
  const { size } = await versionOf(userId, edit.imageId, editId);
  const erased = await within(png, size, edit.window);
  if (!maskBounds(erased)) return setErased(userId, editId, null);

  const path = pathOf.erased(userId, edit.imageId, editId, randomUUID());
  await putObject(path, await encodeMaskPng({ ...erased, channels: 1 }), "image/png");
  const answer = await changeAppearance(userId, editId, { erasedPath: path });
  if (answer.outcome !== "changed") await removeObject(path);
  return changed(answer);
}

/** Where the mask of what is erased is stored: a PNG of the edit's window. @throws RepaintError `not_found` */
export async function erasedPath(userId: string, editId: string): Promise<string> {
  const path = await findErased(userId, editId);
  if (!path) throw new RepaintError("not_found");
  return path;
}

function within(png: Uint8Array, size: Size, window: Rect): Promise<Mask> {
  return withPixels(area(size), async () => cropMask(await decodeGreyMask(png, size), window));
}
