import type { Image } from "#lib/contracts/image.ts";
import type { Size } from "#lib/domain/raster.ts";
import { readAvif } from "./avif.ts";
import { readJpeg } from "./jpeg.ts";
import { readPng } from "./png.ts";
import type { StoredHeader } from "./stored-header.ts";
import { readWebp } from "./webp.ts";

/** What a picture's file says of it. Width and height in pixels, upright: after any turning the file asks for. */
export interface PhotoHeader extends Size {
  readonly format: Image["format"];
  readonly hasAlpha: boolean;
}

/** The beginning of a file that is long enough for the header, also where colour profiles come before it. In bytes. */
export const HEAD_BYTES = 2 * 1024 * 1024;

const READERS = [
  ["jpeg", readJpeg],
  ["png", readPng],
  ["webp", readWebp],
  ["avif", readAvif],
] as const;

/**
 * The header of a picture of a kind that browsers draw upright by themselves. Null for any other file, and for one whose
 * header is damaged or not within `head`: the server then says what it is.
 */
export function readPhotoHeader(head: Uint8Array): PhotoHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const [format, read] of READERS) {
    const stored = readSafely(read, view);
    if (!stored || stored.width === 0 || stored.height === 0) continue;
    // Browsers do not turn WebP.
    if (format === "webp" && stored.orientation !== 1) return null;
    const { width, height, orientation, hasAlpha } = stored;
    const isTurned = orientation >= 5;
    return { format, hasAlpha, width: isTurned ? height : width, height: isTurned ? width : height };
  }
  return null;
}

/** A header that points beyond its end is damaged. */
function readSafely(read: (view: DataView) => StoredHeader | null, view: DataView): StoredHeader | null {
  try {
    return read(view);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
