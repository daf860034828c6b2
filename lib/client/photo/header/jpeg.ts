import { fourCharacters, part } from "./bytes.ts";
import { exifOrientation } from "./exif.ts";
import type { StoredHeader } from "./stored-header.ts";

const START_OF_IMAGE = 0xffd8;
const APP1 = 0xe1;
/** Frames of every coding process, but the markers among them that are tables (ITU-T T.81, table B.1). */
const FIRST_FRAME = 0xc0;
const LAST_FRAME = 0xcf;
const TABLES: readonly number[] = [0xc4, 0xc8, 0xcc];
const FILL = 0xff;

/** Null where it is no JPEG. Throws `RangeError` where it ends before its frame. */
export function readJpeg(view: DataView): StoredHeader | null {
  if (view.getUint16(0) !== START_OF_IMAGE) return null;
  let orientation = 1;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== FILL) return null;
    const marker = view.getUint8(at + 1);
    if (marker === FILL) {
      at++;
      continue;
    }
    const bytes = view.getUint16(at + 2);
    if (marker >= FIRST_FRAME && marker <= LAST_FRAME && !TABLES.includes(marker)) {
      return { orientation, hasAlpha: false, height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    const isExif = marker === APP1 && bytes > 10 && fourCharacters(view, at + 4) === "Exif";
    if (isExif && orientation === 1) orientation = orientationIn(part(view, at + 10, bytes - 8));
    at += 2 + bytes;
  }
}

/** Damaged EXIF data turns nothing. */
function orientationIn(exif: DataView): number {
  try {
    return exifOrientation(exif);
  } catch {
    return 1;
  }
}
