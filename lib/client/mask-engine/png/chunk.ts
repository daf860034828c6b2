/** The first bytes of every PNG (PNG specification, third edition: § 5.2). */
export const SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A chunk with its length before and its checksum behind. */
export function writeChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** The chunks of a file up to its end mark. Throws `RangeError` where the file ends too early or bytes have changed. */
export function* readChunks(file: Uint8Array<ArrayBuffer>): Generator<Chunk> {
  if (SIGNATURE.some((byte, at) => file[at] !== byte)) throw new RangeError("Not a PNG");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = SIGNATURE.length; ; ) {
    const length = view.getUint32(at);
    if (at + length + 12 > file.length) throw new RangeError("The PNG is cut off");
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (view.getUint32(at + 8 + length) !== checksum(file.subarray(at + 4, at + 8 + length))) {
      throw new RangeError(`The ${type} chunk is damaged`);
    }
    if (type === "IEND") return;
    yield { type, data: file.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as PNG asks (Annex D). */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CHECKSUMS[(value ^ byte) & 255] as number) ^ (value >>> 8);
  return ~value >>> 0;
}
