import { SIGNATURE, writeChunk } from "../mask-engine/png/chunk.ts";
import type { HeicPixels } from "./open-heic.ts";

/** Rows between two reports of progress. */
const BAND_ROWS = 64;
/** Filter type 4 (PNG specification, third edition: § 9.2): the best single one for photos. */
const PAETH = 4;

/**
 * Decoded samples as a PNG that keeps each of them, with their colour profile. Rows are compressed as they are filtered, so
 * beside the samples only the file itself lies in memory. More than 8 bits become 16.
 *
 * @param onProgress 0..1
 */
export async function writePng(
  pixels: HeicPixels,
  profile: Uint8Array<ArrayBuffer> | null,
  onProgress: (fraction: number) => void,
): Promise<Blob> {
  const parts: BlobPart[] = [Uint8Array.from(SIGNATURE), writeChunk("IHDR", header(pixels))];
  if (profile) parts.push(writeChunk("iCCP", await profileChunk(profile)));
  const compressor = new CompressionStream("deflate");
  const collected = collect(compressor.readable, parts);
  const writer = compressor.writable.getWriter();
  for (let top = 0; top < pixels.height; top += BAND_ROWS) {
    await writer.write(filteredRows(pixels, top, Math.min(pixels.height, top + BAND_ROWS)));
    onProgress(Math.min(1, (top + BAND_ROWS) / pixels.height));
  }
  await writer.close();
  await collected;
  parts.push(writeChunk("IEND", new Uint8Array(0)));
  return new Blob(parts, { type: "image/png" });
}

async function collect(compressed: ReadableStream<Uint8Array<ArrayBuffer>>, parts: BlobPart[]): Promise<void> {
  for await (const bytes of chunksOf(compressed)) parts.push(writeChunk("IDAT", bytes));
}

/** Safari's streams are not iterable. */
async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function header({ width, height, channels, bits }: HeicPixels): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Bit depth, colour type 2 (RGB) or 6 (RGBA), then the only compression, filter and interlace methods used.
  data.set([bits > 8 ? 16 : 8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  return data;
}

/** A name, its end, compression method 0 and the compressed profile (§ 11.3.2.3). */
async function profileChunk(profile: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const compressed = new Blob([profile]).stream().pipeThrough(new CompressionStream("deflate"));
  const name = new TextEncoder().encode("profile\0\0");
  return new Uint8Array(await new Blob([name, await new Response(compressed).arrayBuffer()]).arrayBuffer());
}

function filteredRows(pixels: HeicPixels, from: number, to: number): Uint8Array<ArrayBuffer> {
  const sampleBytes = pixels.bits > 8 ? 2 : 1;
  const rowBytes = pixels.width * pixels.channels * sampleBytes;
  const filtered = new Uint8Array((rowBytes + 1) * (to - from));
  let above = from === 0 ? new Uint8Array(rowBytes) : samplesOf(pixels, from - 1, rowBytes);
  for (let y = from, at = 0; y < to; y++, at += rowBytes + 1) {
    const row = samplesOf(pixels, y, rowBytes);
    filtered[at] = PAETH;
    filterRow(row, above, pixels.channels * sampleBytes, filtered.subarray(at + 1, at + 1 + rowBytes));
    above = row;
  }
  return filtered;
}

/** One row, its samples of more than 8 bits spread over all 16: full stays full. */
function samplesOf({ data, stride, bits }: HeicPixels, y: number, rowBytes: number): Uint8Array<ArrayBuffer> {
  const row = data.subarray(y * stride, y * stride + rowBytes);
  if (bits === 8 || bits === 16) return row;
  const spread = new Uint8Array(rowBytes);
  for (let at = 0; at < rowBytes; at += 2) {
    const value = ((row[at] as number) << 8) | (row[at + 1] as number);
    const full = (value << (16 - bits)) | (value >> (2 * bits - 16));
    spread[at] = full >> 8;
    spread[at + 1] = full;
  }
  return spread;
}

function filterRow(row: Uint8Array, above: Uint8Array, pixelBytes: number, into: Uint8Array): void {
  for (let at = 0; at < pixelBytes; at++) into[at] = (row[at] as number) - (above[at] as number);
  for (let at = pixelBytes; at < row.length; at++) {
    const left = row[at - pixelBytes] as number;
    const up = above[at] as number;
    const corner = above[at - pixelBytes] as number;
    const toLeft = Math.abs(up - corner);
    const toUp = Math.abs(left - corner);
    const toCorner = Math.abs(left + up - 2 * corner);
    const guess = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    into[at] = (row[at] as number) - guess;
  }
}
