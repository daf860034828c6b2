import "server-only";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** A view into the archive, not a copy. */
  readonly bytes: Uint8Array;
}

/**
 * The files of a ZIP archive written without compression, by its central directory (APPNOTE 4.3). Reads what our own
 * tiler wrote a moment ago, so it knows neither compression nor ZIP64 and throws on both.
 */
export function* readStoredZip(archive: Buffer): Generator<ZipEntry, void, void> {
  const end = archive.lastIndexOf(END_SIGNATURE);
  if (end < 0) throw new Error("not a ZIP archive");
  const count = archive.readUInt16LE(end + 10);
  let entry = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const nameLength = archive.readUInt16LE(entry + 28);
    const name = archive.toString("utf8", entry + 46, entry + 46 + nameLength);
    const method = archive.readUInt16LE(entry + 10);
    const length = archive.readUInt32LE(entry + 24);
    const local = archive.readUInt32LE(entry + 42);
    if (method !== 0 || length === ZIP64_MARK || local === ZIP64_MARK) throw new Error(`cannot read ${name}`);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    yield { name, bytes: archive.subarray(start, start + length) };
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
}

const END_SIGNATURE = Buffer.from("PK\x05\x06", "latin1");
const ZIP64_MARK = 0xffffffff;
