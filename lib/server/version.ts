import "server-only";
import { intersect } from "#lib/domain/geometry.ts";
import { applyPatch } from "#lib/domain/patch.ts";
import type { Raster, Rect } from "#lib/domain/raster.ts";
import { decodePatch, decodeWindow } from "./codec/decode.ts";
import type { ImageFacts } from "./codec/inspect.ts";
import { getObject } from "./storage.ts";
import type { StoredPatch } from "./store/rows.ts";

/** An original with the patches of one path down the tree, root first. */
export interface VersionSource {
  readonly original: Uint8Array;
  readonly facts: ImageFacts;
  readonly patches: readonly StoredPatch[];
}

/**
 * The pixels of a rectangle of a version: the original's own samples with each patch laid over them in order. Only
 * what the rectangle touches is fetched and decoded.
 */
export async function readVersion({ original, facts, patches }: VersionSource, rect: Rect): Promise<Raster> {
  const raster = await decodeWindow(original, facts, rect);
  for (const patch of patches) {
    if (!intersect(patch, rect)) continue;
    const pixels = await decodePatch(await getObject(patch.path));
    applyPatch(raster, pixels, { x: patch.x - rect.x, y: patch.y - rect.y });
  }
  return raster;
}
