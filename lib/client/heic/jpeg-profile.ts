const START = 0xd8;
const SCAN = 0xda;
const APP0 = 0xe0;
const APP2 = 0xe2;
const SIGNATURE = "ICC_PROFILE\0";
/** A segment counts its length in two bytes, these included; each piece has a signature, its number and their count. */
const MOST_PROFILE_BYTES = 0xffff - 2 - SIGNATURE.length - 2;

/**
 * A JPEG with this colour profile and no other (ICC.1:2022, B.4). The browser wrote it from plain numbers and may have
 * added a profile of its own, which would be wrong.
 *
 * Throws `RangeError` for what is no JPEG.
 */
export function withProfile(jpeg: Uint8Array, profile: Uint8Array | null): BlobPart[] {
  const parts: BlobPart[] = [Uint8Array.of(0xff, START)];
  const segments = profile ? profileSegments(profile) : [];
  let isPlaced = false;
  let at = 2;
  for (let marker = markerAt(jpeg, at); marker !== SCAN; marker = markerAt(jpeg, at)) {
    const end = at + 2 + new DataView(jpeg.buffer, jpeg.byteOffset).getUint16(at + 2);
    // Behind JFIF's segment, which has to be the first.
    if (marker !== APP0 && !isPlaced) {
      parts.push(...segments);
      isPlaced = true;
    }
    if (!isProfile(jpeg, marker, at)) parts.push(jpeg.slice(at, end));
    at = end;
  }
  parts.push(jpeg.slice(at));
  return parts;
}

function markerAt(jpeg: Uint8Array, at: number): number {
  const marker = jpeg[at + 1];
  if (jpeg[0] !== 0xff || jpeg[1] !== START || jpeg[at] !== 0xff || marker === undefined) {
    throw new RangeError("Not a JPEG");
  }
  return marker;
}

function isProfile(jpeg: Uint8Array, marker: number, at: number): boolean {
  return marker === APP2 && String.fromCharCode(...jpeg.subarray(at + 4, at + 4 + SIGNATURE.length)) === SIGNATURE;
}

function profileSegments(profile: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const count = Math.ceil(profile.length / MOST_PROFILE_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const piece = profile.subarray(index * MOST_PROFILE_BYTES, (index + 1) * MOST_PROFILE_BYTES);
    const segment = new Uint8Array(4 + SIGNATURE.length + 2 + piece.length);
    segment.set([0xff, APP2]);
    new DataView(segment.buffer).setUint16(2, segment.length - 2);
    segment.set(new TextEncoder().encode(SIGNATURE), 4);
    segment.set([index + 1, count], 4 + SIGNATURE.length);
    segment.set(piece, 4 + SIGNATURE.length + 2);
    return segment;
  });
}
