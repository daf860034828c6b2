/**
 * Whether a file is a HEIC: an ISO media file (ISO/IEC 23008-12, 10.2 and annex B) whose brands name HEVC stills, or the
 * bare container without the AV1 codec that would make it an AVIF. Decided by content, never by name.
 *
 * @param head the first 256 bytes, or the whole file where it is shorter
 */
export function isHeic(head: Uint8Array): boolean {
  const brands = brandsOf(head);
  return brands.some((brand) => HEIF.has(brand)) && !brands.some((brand) => AVIF.has(brand));
}

/** The brands of the file type box, the major one first; none where the file is no ISO media file. */
export function brandsOf(head: Uint8Array): readonly string[] {
  if (head.length < 12 || text(head, 4) !== "ftyp") return [];
  const boxBytes = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  const end = Math.min(head.length, HEAD_BYTES, boxBytes);
  const brands = end >= 12 ? [text(head, 8)] : [];
  // Between the major brand and the compatible ones lies its version.
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(text(head, offset));
  return brands;
}

const HEAD_BYTES = 256;
const HEIF = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1"]);
const AVIF = new Set(["avif", "avis"]);

const text = (bytes: Uint8Array, from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
