import type { Size } from "#lib/domain/raster.ts";
import { readChunks } from "./chunk.ts";
import { PixelFormat } from "./pixel-format.ts";
import { unfilterRow } from "./unfilter.ts";

/** Receives the grey values of one row; the array is used again for the next one. */
type GreyRow = (y: number, values: Uint8Array) => void;

/**
 * Reads a PNG of any kind but an interlaced one as grey, row by row, so that the whole picture never lies in memory. An
 * 8-bit grey one is read byte by byte as it is; see `PixelFormat` for what becomes of the others.
 *
 * `start` is told the size first and gives what takes the rows. Throws whatever `start` throws, and `RangeError` or
 * `TypeError` for a file that is no PNG, or a damaged one.
 */
export async function readGreyPng(file: Blob, start: (size: Size) => GreyRow): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const compressed: Uint8Array<ArrayBuffer>[] = [];
  let header: Uint8Array | undefined;
  let palette: Uint8Array | undefined;
  for (const { type, data } of readChunks(bytes)) {
    if (type === "IHDR") header = data;
    else if (type === "PLTE") palette = data;
    else if (type === "IDAT") compressed.push(data);
  }
  if (header?.length !== 13) throw new RangeError("The PNG has no header");
  const view = new DataView(header.buffer, header.byteOffset);
  const size = { width: view.getUint32(0), height: view.getUint32(4) };
  if (header[12] !== 0) throw new RangeError("Interlaced PNGs are not read");
  const format = new PixelFormat(header[8] as number, header[9] as number, palette);
  await readRows(new Blob(compressed), size, format, start(size));
}

async function readRows(compressed: Blob, { width, height }: Size, format: PixelFormat, take: GreyRow): Promise<void> {
  const rowBytes = format.rowBytes(width);
  let [row, above] = [new Uint8Array(rowBytes), new Uint8Array(rowBytes)];
  const grey = new Uint8Array(width);
  let filter = -1;
  let filled = 0;
  let y = 0;
  const reader = compressed.stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  while (y < height) {
    const { done, value } = await reader.read();
    if (done) throw new RangeError("The PNG has too few rows");
    for (let at = 0; at < value.length && y < height; ) {
      if (filter < 0) filter = value[at++] as number;
      const part = value.subarray(at, at + rowBytes - filled);
      row.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < rowBytes) continue;
      unfilterRow(filter, row, above, format.pixelBytes);
      format.toGrey(row, grey);
      take(y++, grey);
      [row, above] = [above, row];
      [filter, filled] = [-1, 0];
    }
  }
  await reader.cancel();
}
