import "server-only";
import { intersect } from "#lib/domain/geometry.ts";
import { applyPatch } from "#lib/domain/patch.ts";
import type { Raster, Rect } from "#lib/domain/raster.ts";
import { layOut } from "#lib/domain/version.ts";
import { decodePatch, decodeWindow } from "./codec/decode.ts";
import { type ImageFacts, readHeader } from "./codec/inspect.ts";
import { getObject } from "./storage.ts";
import type { StoredPatch } from "./store/rows.ts";

/** What a version is drawn from: the file of the last edit that replaced the picture, or the original; and above it. */
export interface VersionSource {
  readonly base: Uint8Array;
  readonly facts: ImageFacts;
  /** In the order they are drawn. */
  readonly above: readonly StoredPatch[];
}

/** @param originalPath where the original is stored. @param patches of one path down the tree, root first. */
export async function openVersion(originalPath: string, patches: readonly StoredPatch[]): Promise<VersionSource> {
  const { base: replaced, above } = layOut(patches);
  const base = await getObject(replaced?.path ?? originalPath);
  return { base, facts: await readHeader(base), above };
}

/**
 * The pixels of a rectangle of a version: its base's own samples with each patch laid over them in order. Only what the
 * rectangle touches is fetched and decoded.
 */
export async function readVersion({ base, facts, above }: VersionSource, rect: Rect): Promise<Raster> {
  const raster = await decodeWindow(base, facts, rect);
  for (const patch of above) {
    if (!intersect(patch, rect)) continue;
    const pixels = await decodePatch(await getObject(patch.path));
    applyPatch(raster, pixels, { x: patch.x - rect.x, y: patch.y - rect.y }, patch.opacity);
  }
  return raster;
}
