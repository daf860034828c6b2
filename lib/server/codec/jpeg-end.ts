import "server-only";

/** A JPEG's end mark. */
export const JPEG_END = Uint8Array.of(0xff, 0xd9);

/**
 * Whether a JPEG stops without its end mark and could still be whole. Some cameras leave the mark out, others write
 * their own data behind it; a broken upload looks the same. Only a sequential picture can be told apart once the
 * mark is supplied: a decoder then warns of each missing row. A progressive one would merely be less sharp.
 */
export function lacksEndMark(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  if (bytes.at(-2) === JPEG_END[0] && bytes.at(-1) === JPEG_END[1]) return false;
  const frame = findFrame(bytes);
  return frame !== null && frame <= LAST_SEQUENTIAL_FRAME;
}

/** Extended sequential Huffman; C0 is baseline, C2 and up are progressive, lossless or arithmetic. */
const LAST_SEQUENTIAL_FRAME = 0xc1;
/** Codes in the range of frame headers that are none: Huffman tables, a reserved one, arithmetic conditioning. */
const NO_FRAMES: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc]);

/** The kind of frame header (SOFn), the first in the file. */
function findFrame(bytes: Uint8Array): number | null {
  for (let offset = 2; offset + 4 <= bytes.length; ) {
    const marker = bytes[offset + 1] as number;
    if (bytes[offset] !== 0xff || marker === 0xff) {
      offset++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker)) return marker;
    offset += 2 + (((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number));
  }
  return null;
}
