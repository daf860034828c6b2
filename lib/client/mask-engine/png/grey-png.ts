import { TILE, tileKey } from "#lib/domain/mask-engine/tiles.ts";
import type { Size } from "#lib/domain/raster.ts";
import { SIGNATURE, writeChunk } from "./chunk.ts";

/**
 * A mask as an 8-bit grey PNG of the whole picture's size (PNG specification, third edition: § 11.2). Bands of 256 rows
 * are compressed as they are made, so memory stays small however large the picture is.
 */
export async function encodeGreyPng(image: Size, tiles: ReadonlyMap<number, Uint8Array>): Promise<Blob> {
  const parts: BlobPart[] = [Uint8Array.from(SIGNATURE), writeChunk("IHDR", header(image))];
  const compressor = new CompressionStream("deflate");
  const collected = collect(compressor.readable, parts);
  const writer = compressor.writable.getWriter();
  const bandBytes = (image.width + 1) * TILE;
  const empty = new Uint8Array(bandBytes);
  const band = new Uint8Array(bandBytes);
  for (let top = 0; top < image.height; top += TILE) {
    const rows = Math.min(TILE, image.height - top);
    const marked = fillBand(band, image, tiles, top / TILE, rows);
    await writer.write((marked ? band : empty).subarray(0, (image.width + 1) * rows));
  }
  await writer.close();
  await collected;
  parts.push(writeChunk("IEND", new Uint8Array(0)));
  return new Blob(parts, { type: "image/png" });
}

async function collect(compressed: ReadableStream<Uint8Array<ArrayBuffer>>, parts: BlobPart[]): Promise<void> {
  const reader = compressed.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parts.push(writeChunk("IDAT", value));
  }
}

/** Rows of one band of tiles, each after its filter byte 0 ("none"). False when nothing in them is marked. */
function fillBand(
  band: Uint8Array,
  image: Size,
  tiles: ReadonlyMap<number, Uint8Array>,
  tileRow: number,
  rows: number,
): boolean {
  let marked = false;
  for (let column = 0; column * TILE < image.width; column++) {
    const tile = tiles.get(tileKey(column, tileRow));
    if (!tile) continue;
    if (!marked) band.fill(0);
    marked = true;
    const width = Math.min(TILE, image.width - column * TILE);
    for (let y = 0; y < rows; y++) {
      band.set(tile.subarray(y * TILE, y * TILE + width), y * (image.width + 1) + 1 + column * TILE);
    }
  }
  return marked;
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
