import { type Tile, tileRows } from "#lib/domain/mask-engine/tiles.ts";
import type { Size } from "#lib/domain/raster.ts";
import { writeBand } from "./band-rows.ts";
import { SIGNATURE, writeChunk } from "./chunk.ts";
import { RunDeflate } from "./run-deflate.ts";

/**
 * A mask as an 8-bit grey PNG of the whole picture's size (PNG specification, third edition: § 11.2), one chunk of data
 * for each band of tiles. Takes time for the edges of what is marked, not for the area of the picture.
 */
export function encodeGreyPng(image: Size, tiles: ReadonlyMap<number, Tile>): Blob {
  const parts: BlobPart[] = [Uint8Array.from(SIGNATURE), writeChunk("IHDR", header(image))];
  const deflate = new RunDeflate();
  const bands = tileRows(image);
  for (let band = 0; band < bands; band++) {
    writeBand(image, tiles, band, deflate);
    parts.push(writeChunk("IDAT", deflate.endBlock(band === bands - 1)));
  }
  parts.push(writeChunk("IEND", new Uint8Array(0)));
  return new Blob(parts, { type: "image/png" });
}

function header({ width, height }: Size): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Bit depth 8, colour type 0 (grey), then the only compression, filter and interlace methods used.
  data.set([8, 0, 0, 0, 0], 8);
  return data;
}
