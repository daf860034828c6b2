import { TILE, TILE_BYTES, type Tile, tileKey, wordsOf } from "#lib/domain/mask-engine/tiles.ts";
import { isFullTile } from "#lib/domain/mask-engine/uniform-tile.ts";
import type { Size } from "#lib/domain/raster.ts";

/** Filter type 2 (PNG specification, third edition: § 9.2): a row is told as its difference from the one above. */
const UP = 2;
const WORD = 4;
const NOTHING: Tile = new Uint8Array(TILE_BYTES);

export interface ByteSink {
  zeros(count: number): void;
  byte(value: number): void;
}

/** One tile of a band as far as it lies in the picture, the tile above it, and both as words of four pixels. */
interface Column {
  readonly own: Tile;
  readonly ownWords: Int32Array;
  readonly above: Tile;
  readonly aboveWords: Int32Array;
  readonly width: number;
  /** All of its rows are alike. */
  readonly isUniform: boolean;
}

/**
 * The rows of one band of tiles as a PNG holds them, each after the number of its filter. Differences are 0 but for the
 * edges of what is marked; tiles of one value are not looked at.
 */
export function writeBand(image: Size, tiles: ReadonlyMap<number, Tile>, tileRow: number, sink: ByteSink): void {
  const rows = Math.min(TILE, image.height - tileRow * TILE);
  const columns = columnsOf(image, tiles, tileRow);
  if (columns.every(({ own }) => own === NOTHING)) {
    // Unfiltered, the filter's number is a 0 like all others.
    sink.zeros((image.width + 1) * rows);
    return;
  }
  for (let y = 0; y < rows; y++) {
    sink.byte(UP);
    for (const column of columns) {
      if (column.isUniform && y > 0) sink.zeros(column.width);
      else writeRow(column, y, sink);
    }
  }
}

function columnsOf(image: Size, tiles: ReadonlyMap<number, Tile>, tileRow: number): Column[] {
  return Array.from({ length: Math.ceil(image.width / TILE) }, (_, column) => {
    const own = tiles.get(tileKey(column, tileRow)) ?? NOTHING;
    const above = tiles.get(tileKey(column, tileRow - 1)) ?? NOTHING;
    return {
      ...{ own, ownWords: wordsOf(own), above, aboveWords: wordsOf(above) },
      width: Math.min(TILE, image.width - column * TILE),
      isUniform: own === NOTHING || isFullTile(own),
    };
  });
}

function writeRow({ own, ownWords, above, aboveWords, width }: Column, y: number, sink: ByteSink): void {
  const at = y * TILE;
  const [up, upWords, upAt] = y > 0 ? [own, ownWords, at - TILE] : [above, aboveWords, TILE_BYTES - TILE];
  let alike = 0;
  for (let x = 0; x < width; x += WORD) {
    if (ownWords[(at + x) / WORD] === upWords[(upAt + x) / WORD]) {
      alike += Math.min(WORD, width - x);
      continue;
    }
    if (alike > 0) sink.zeros(alike);
    alike = 0;
    for (let pixel = x; pixel < Math.min(x + WORD, width); pixel++) {
      sink.byte(((own[at + pixel] as number) - (up[upAt + pixel] as number)) & 255);
    }
  }
  if (alike > 0) sink.zeros(alike);
}
