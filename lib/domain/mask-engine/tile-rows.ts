import { TILE, tileKey } from "./tiles.ts";

/**
 * Receives the coverage of one row of pixels: `values[i]` (0..255) belongs to pixel `x + i`; a `null` means the whole run
 * of `length` pixels is covered (255). Runs lie within the picture. The array may be used again for the next row.
 */
export type RowSink = (y: number, x: number, length: number, values: Uint8Array | null) => void;

/** A piece of a run that lies in one tile: `count` pixels from `start` in the tile, from `offset` in the run. */
export type RunVisitor = (key: number, start: number, count: number, offset: number) => void;

/** Splits a run of pixels where it crosses from tile to tile. */
export function visitTileRuns(y: number, x: number, length: number, visit: RunVisitor): void {
  const tileRow = Math.floor(y / TILE);
  const rowStart = (y - tileRow * TILE) * TILE;
  for (let done = 0; done < length; ) {
    const column = Math.floor((x + done) / TILE);
    const inTile = x + done - column * TILE;
    const count = Math.min(length - done, TILE - inTile);
    visit(tileKey(column, tileRow), rowStart + inTile, count, done);
    done += count;
  }
}
