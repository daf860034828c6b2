import "server-only";

/**
 * Whether a TIFF is a camera's raw file (DNG, CR2, NEF, ARW …). Those are TIFFs whose first picture is a small
 * preview or undeveloped sensor data, so a decoder that takes them at their word would open a stamp instead of the
 * photo. Reads the first directory only; whatever cannot be read is left to the decoder.
 */
export function isCameraRaw(bytes: Uint8Array): boolean {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.byteLength < 16) return false;
  const little = file.getUint8(0) === 0x49;
  if (file.getUint16(2, little) !== CLASSIC_TIFF) return false;
  if (file.getUint16(8) === CANON_MARK) return true;
  const directory = file.getUint32(4, little);
  if (directory + 2 > file.byteLength) return false;
  const end = Math.min(file.byteLength, directory + 2 + file.getUint16(directory, little) * ENTRY_BYTES);
  for (let entry = directory + 2; entry + ENTRY_BYTES <= end; entry += ENTRY_BYTES) {
    const tag = file.getUint16(entry, little);
    // A short value sits in the first two bytes of its four, in either byte order.
    const value =
      file.getUint16(entry + 2, little) === SHORT_TYPE
        ? file.getUint16(entry + 8, little)
        : file.getUint32(entry + 8, little);
    if (tag === DNG_VERSION) return true;
    if (tag === NEW_SUBFILE_TYPE && (value & REDUCED_COPY) !== 0) return true;
    if (tag === PHOTOMETRIC && SENSOR_DATA.has(value)) return true;
  }
  return false;
}

const CLASSIC_TIFF = 42;
/** "CR", behind the header of a CR2. */
const CANON_MARK = 0x4352;
const ENTRY_BYTES = 12;
const SHORT_TYPE = 3;
const NEW_SUBFILE_TYPE = 254;
const REDUCED_COPY = 1;
const PHOTOMETRIC = 262;
/** Colour filter array and linear raw. */
const SENSOR_DATA: ReadonlySet<number> = new Set([32803, 34892]);
const DNG_VERSION = 50706;
