import "server-only";
import { area } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";

/** A window of an ordinary edit: reading it again would take longer than it is worth. */
const FEW_PIXELS = 4_000_000;

/**
 * Pixels that are needed before a provider works and once more when it has answered. Few are kept meanwhile; many are
 * read again, so that an edit that waits holds next to nothing, however large its picture. What is kept must not be
 * written to.
 *
 * @param known where they have been read already.
 */
export function rereadable<Pixels>(size: Size, read: () => Promise<Pixels>, known?: Pixels): () => Promise<Pixels> {
  if (area(size) > FEW_PIXELS) return read;
  let kept: Promise<Pixels> | null = known === undefined ? null : Promise.resolve<Pixels>(known);
  return () => {
    kept ??= read();
    return kept;
  };
}
