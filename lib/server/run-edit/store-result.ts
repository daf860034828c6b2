import "server-only";
import { randomUUID } from "node:crypto";
import { hasAlpha } from "#lib/domain/raster.ts";
import { encodePatch, encodePicture } from "../codec/encode.ts";
import { readHeader, readProfile } from "../codec/inspect.ts";
import { patiently } from "../patience.ts";
import { pathOf, putObject, removeBelow, removeObject } from "../storage.ts";
import type { EditResult, Run } from "../store/edit-runs.ts";
import { storeDisplay } from "../store-display.ts";
import type { VersionSource } from "../version.ts";
import type { Composed } from "./ways/work.ts";

export type StoredResult = Pick<EditResult, "patches" | "replaced" | "painted">;

/**
 * Stores the new pixels with what they were cut from, and for a picture that was replaced what the editor displays. A
 * provider may have been paid for them, so a storage that is away is waited for.
 */
export async function storeResult(
  composed: Composed,
  { edit, image, userId }: Run,
  { base, facts }: VersionSource,
): Promise<StoredResult> {
  const { mode, x, y, raster, placed } = composed;
  const path = pathOf.patch(userId, image.id, edit.id, randomUUID());
  const tags = { icc: await readProfile(base, facts), density: facts.density };
  const painted = storePainted(composed, path);
  // It is waited for at the end; until then its failure is nobody's.
  painted.catch(() => undefined);
  const png = mode === "over" ? await encodePatch(raster, tags.icc) : await encodePicture(raster, tags);
  await patiently(() => putObject(path, png, "image/png"));
  const { width, height } = raster;
  const patches = [{ x, y, width, height, mode, path, bytes: png.length }];
  if (mode === "over") return { patches, replaced: null, painted: await painted };
  const header = await readHeader(png);
  const display = {
    thumbnail: pathOf.patchThumbnail(path),
    tile: (z: number, column: number, row: number) => pathOf.patchTile(path, z, column, row),
  };
  const tiles = await patiently(() => storeDisplay(png, header, display));
  return { patches, replaced: { width, height, hasAlpha: hasAlpha(raster), placed, tiles } };
}

/** Lossless, in 8 bits as it was painted, below the patch's own path. Null where nothing can be cut anew. */
async function storePainted({ painted }: Composed, patchPath: string): Promise<EditResult["painted"]> {
  if (!painted) return null;
  const { raster, grow, feather } = painted;
  const path = pathOf.painted(patchPath);
  const png = await encodePicture(raster, { icc: null });
  await patiently(() => putObject(path, png, "image/png"));
  return { path, grow, feather };
}

/** Removes what nobody will ever see. */
export async function removeResult({ patches }: StoredResult): Promise<void> {
  for (const { path } of patches) {
    await removeObject(path);
    await removeBelow(pathOf.patchFiles(path));
  }
}
