import { fourCharacters, part } from "./bytes.ts";
import { exifOrientation } from "./exif.ts";
import type { StoredHeader } from "./stored-header.ts";

const ALPHA = 0x10;
const EXIF = 0x08;
const HEADER_BYTES = 12;

/** Null where it is no WebP. Throws `RangeError` where it is cut off before what it announces. */
export function readWebp(view: DataView): StoredHeader | null {
  if (fourCharacters(view, 0) !== "RIFF" || fourCharacters(view, 8) !== "WEBP") return null;
  const at = HEADER_BYTES + 8;
  switch (fourCharacters(view, HEADER_BYTES)) {
    case "VP8 ":
      // After the frame tag and the start code.
      return upright(view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff, false);
    case "VP8L": {
      const bits = view.getUint32(at + 1, true);
      return upright((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, ((bits >> 28) & 1) === 1);
    }
    case "VP8X": {
      const flags = view.getUint8(at);
      const width = (view.getUint32(at + 4, true) & 0xffffff) + 1;
      const height = (view.getUint32(at + 6, true) >>> 8) + 1;
      const orientation = flags & EXIF ? orientationIn(view) : 1;
      return { width, height, orientation, hasAlpha: (flags & ALPHA) !== 0 };
    }
    default:
      return null;
  }
}

const upright = (width: number, height: number, hasAlpha: boolean): StoredHeader => ({
  ...{ width, height, hasAlpha, orientation: 1 },
});

/** Comes after the pixels. */
function orientationIn(view: DataView): number {
  for (let at = HEADER_BYTES; ; ) {
    const bytes = view.getUint32(at + 4, true);
    if (fourCharacters(view, at) === "EXIF") {
      // Some writers put JPEG's introduction before it.
      const start = fourCharacters(view, at + 8) === "Exif" ? 6 : 0;
      return exifOrientation(part(view, at + 8 + start, bytes - start));
    }
    at += 8 + bytes + (bytes % 2);
  }
}
