import "server-only";
import { TILE_SIZE, tileLevels } from "#lib/domain/display-tiles.ts";
import { openStored } from "./decode.ts";
import type { ImageFacts } from "./inspect.ts";
import { turnUpright } from "./orientation.ts";
import { readingPicture } from "./sharp.ts";
import { readStoredZip } from "./zip.ts";

export interface Tile {
  /** Level: 0 is full size, each next one half of it. */
  readonly z: number;
  /** Column and row, counted from the top left. */
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
  readonly contentType: "image/jpeg" | "image/webp";
}

/**
 * The upright picture cut into display tiles, all levels, in one pass over the file: each level is shrunk from the
 * one before. JPEG, or WebP where the picture has alpha; 8 bits; the ICC profile rides in every tile. Holds the
 * encoded tiles, and the decoded picture only where it must be turned.
 */
export async function* renderDisplay(bytes: Uint8Array, facts: ImageFacts): AsyncGenerator<Tile, void, void> {
  const top = tileLevels(facts) - 1;
  const contentType = facts.hasAlpha ? "image/webp" : "image/jpeg";
  const archive = await readingPicture(() => encodeTiles(bytes, facts));
  for (const { name, bytes: tile } of readStoredZip(archive)) {
    const place = TILE_NAME.exec(name);
    if (!place) continue;
    const [level, x, y] = place.slice(1).map(Number) as [number, number, number];
    yield { z: top - level, x, y, bytes: tile, contentType };
  }
}

/** The upright picture as sRGB WebP that fits into 512 × 512 pixels; never enlarged. */
export function thumbnail(bytes: Uint8Array, facts: ImageFacts): Promise<Uint8Array> {
  return readingPicture(() => {
    // Turned after shrinking: the box is square, and turning first would decode every pixel of a JPEG.
    const small = openStored(bytes, facts, { convert: facts.colourProfile !== null })
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb");
    return turnUpright(small, facts.orientation).webp({ quality: 82, smartSubsample: true }).toBuffer();
  });
}

const THUMBNAIL_SIDE = 512;
const TILE_NAME = /_files\/(\d+)\/(\d+)_(\d+)\.(?:jpeg|jpg|webp)$/;

function encodeTiles(bytes: Uint8Array, facts: ImageFacts): Promise<Buffer> {
  const grey = facts.colourModel === "grey";
  // WebP knows no grey, so a grey picture with alpha is shown in sRGB instead of in its own profile.
  const convert = grey && facts.hasAlpha && facts.colourProfile !== null;
  const picture = turnUpright(openStored(bytes, facts, { convert }), facts.orientation);
  if (facts.colourProfile !== null && !convert) picture.keepIccProfile();
  picture.toColourspace(grey && !facts.hasAlpha ? "b-w" : "srgb");
  const encoded = facts.hasAlpha
    ? picture.webp({ quality: 92, effort: 1 })
    : picture.jpeg({ quality: 92, chromaSubsampling: "4:4:4" });
  return encoded.tile({ size: TILE_SIZE, overlap: 0, layout: "dz", depth: "onetile" }).toBuffer();
}
