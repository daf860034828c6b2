/** Of a PNG's header (PNG specification, third edition: § 11.2.1). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 8;
const CHECKSUM_BYTES = 4;

/**
 * Takes a PNG apart as it is read: tells its header, and passes its compressed pixels on. No more of the file than one
 * piece of the stream lies in memory.
 */
export function compressedPixels(
  onHeader: (header: PngHeader) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let toSkip = SIGNATURE_BYTES;
  let type = "";
  let left = 0;
  let gathered: number[] = [];
  return new TransformStream({
    transform: (bytes, controller) => {
      for (let at = 0; at < bytes.length; ) {
        if (toSkip > 0) {
          const skipped = Math.min(toSkip, bytes.length - at);
          toSkip -= skipped;
          at += skipped;
        } else if (left === 0) {
          gathered.push(bytes[at++] as number);
          if (gathered.length < FRAME_BYTES) continue;
          left = number32(gathered, 0);
          type = String.fromCharCode(...gathered.slice(4));
          gathered = [];
          if (left === 0) toSkip = CHECKSUM_BYTES;
        } else {
          const part = bytes.subarray(at, at + left);
          at += part.length;
          left -= part.length;
          if (type === "IDAT") controller.enqueue(part);
          else if (type === "IHDR") gathered.push(...part);
          if (left > 0) continue;
          if (type === "IHDR") onHeader(headerOf(gathered));
          gathered = [];
          toSkip = CHECKSUM_BYTES;
        }
      }
    },
  });
}

const headerOf = (bytes: readonly number[]): PngHeader => ({
  width: number32(bytes, 0),
  height: number32(bytes, 4),
  bitDepth: bytes[8] ?? 0,
  colourType: bytes[9] ?? 0,
  isInterlaced: bytes[12] !== 0,
});

const number32 = (bytes: readonly number[], at: number): number =>
  [0, 1, 2, 3].reduce((sum, next) => sum * 256 + (bytes[at + next] ?? 0), 0);
