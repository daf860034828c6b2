const LITTLE_ENDIAN = 0x4949;
const BIG_ENDIAN = 0x4d4d;
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/**
 * The orientation that EXIF data (a TIFF structure, from its byte order mark on) names, 1..8; 1 where it names none.
 *
 * @throws RangeError where it is cut off
 */
export function exifOrientation(view: DataView): number {
  const order = view.getUint16(0);
  if (order !== LITTLE_ENDIAN && order !== BIG_ENDIAN) return 1;
  const little = order === LITTLE_ENDIAN;
  const directory = view.getUint32(4, little);
  const entries = view.getUint16(directory, little);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * ENTRY_BYTES;
    if (view.getUint16(entry, little) !== ORIENTATION_TAG) continue;
    const orientation = view.getUint16(entry + 8, little);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}
