import "server-only";
import { TILE_SIZE, tileLevels } from "#lib/domain/display-tiles.ts";
import { intersect } from "#lib/domain/geometry.ts";
import { applyPatch } from "#lib/domain/patch.ts";
import type { Raster, Rect, Size } from "#lib/domain/raster.ts";
import { layOut } from "#lib/domain/version.ts";
import { decodeTile, shrinkPatch } from "../codec/pyramid.ts";
import { versionOf } from "../image-of.ts";
import { getObject, pathOf } from "../storage.ts";
import type { StoredPatch } from "../store/rows.ts";
import { levelRect, levelSize } from "./levels.ts";

/** A version as it is displayed: for looking at, not for editing. */
export interface ShownVersion {
  readonly size: Size;
  /** Names what it looks like: results may be hidden, faded or blended anew. Empty for an original. */
  readonly look: string;
  /** Levels of the display pyramid, each half the size of the one before. */
  readonly levels: number;
  /** 8-bit RGB of a rectangle of a level, in pixels of the level and within it. */
  read(z: number, rect: Rect): Promise<Raster<Uint8Array>>;
}

/** @throws RepaintError `not_found`, `parent_not_ready` */
export async function showVersion(userId: string, imageId: string, editId: string | null): Promise<ShownVersion> {
  const { image, size, patches } = await versionOf(userId, imageId, editId);
  const { base, above } = layOut(patches);
  const tilePath = (z: number, x: number, y: number) =>
    base ? pathOf.patchTile(base.path, z, x, y) : pathOf.tile(userId, image.id, z, x, y);
  return {
    size,
    look: patches.map(({ id, opacity }) => `${id}@${opacity}`).join(),
    levels: tileLevels(size),
    read: async (z, rect) => {
      const raster = await readTiles((x, y) => tilePath(z, x, y), rect);
      for (const patch of above) await layOver(raster, patch, { z, rect, size });
      return raster;
    },
  };
}

async function readTiles(path: (x: number, y: number) => string, rect: Rect): Promise<Raster<Uint8Array>> {
  const data = new Uint8Array(rect.width * rect.height * 3);
  const jobs: Promise<void>[] = [];
  for (let y = Math.floor(rect.y / TILE_SIZE); y * TILE_SIZE < rect.y + rect.height; y++) {
    for (let x = Math.floor(rect.x / TILE_SIZE); x * TILE_SIZE < rect.x + rect.width; x++) {
      jobs.push(
        getObject(path(x, y))
          .then(decodeTile)
          .then((tile) => copyTile(tile, { x: x * TILE_SIZE, y: y * TILE_SIZE }, data, rect)),
      );
    }
  }
  await Promise.all(jobs);
  return { width: rect.width, height: rect.height, channels: 3, data };
}

function copyTile(tile: Raster<Uint8Array>, at: { x: number; y: number }, data: Uint8Array, rect: Rect): void {
  const common = intersect({ ...at, width: tile.width, height: tile.height }, rect);
  if (!common) return;
  for (let y = common.y; y < common.y + common.height; y++) {
    const from = ((y - at.y) * tile.width + common.x - at.x) * 3;
    const to = ((y - rect.y) * rect.width + common.x - rect.x) * 3;
    data.set(tile.data.subarray(from, from + common.width * 3), to);
  }
}

async function layOver(
  raster: Raster<Uint8Array>,
  patch: StoredPatch,
  { z, rect, size }: { z: number; rect: Rect; size: Size },
): Promise<void> {
  const placed = intersect(levelRect(patch, size, z), { x: 0, y: 0, ...levelSize(size, z) });
  if (!placed || !intersect(placed, rect)) return;
  const pixels = await shrinkPatch(await getObject(patch.path), placed);
  applyPatch(raster, pixels, { x: placed.x - rect.x, y: placed.y - rect.y }, patch.opacity);
}
