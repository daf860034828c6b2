import type { Size } from "#lib/domain/raster.ts";

/** What a reader of one format finds: pixels as they are stored, and how they are turned, 1..8 as of EXIF. */
export interface StoredHeader extends Size {
  readonly orientation: number;
  readonly hasAlpha: boolean;
}
