import "server-only";
import { TILE_SIZE, tileLevels } from "#lib/domain/display-tiles.ts";
import type { ImageFacts } from "./codec/inspect.ts";
import { renderDisplay, thumbnail } from "./codec/tiles.ts";
import { putObject } from "./storage.ts";

/** Tiles stored at a time: enough to hide the latency of storage, few enough to leave the disk to others. */
const PARALLEL_UPLOADS = 4;

/** Makes and stores what the editor displays of a picture, an original or one that an edit made of it. */
export async function storeDisplay(
  bytes: Uint8Array,
  facts: ImageFacts,
  paths: { readonly thumbnail: string; readonly tile: (z: number, x: number, y: number) => string },
): Promise<{ size: number; levels: number }> {
  await putObject(paths.thumbnail, await thumbnail(bytes, facts), "image/webp");
  const tiles = renderDisplay(bytes, facts);
  await Promise.all(
    Array.from({ length: PARALLEL_UPLOADS }, async () => {
      for (let next = await tiles.next(); !next.done; next = await tiles.next()) {
        const { z, x, y, bytes: tile, contentType } = next.value;
        await putObject(paths.tile(z, x, y), tile, contentType);
      }
    }),
  );
  return { size: TILE_SIZE, levels: tileLevels(facts) };
}
