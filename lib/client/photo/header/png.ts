import { fourCharacters, part } from "./bytes.ts";
import { exifOrientation } from "./exif.ts";
import type { StoredHeader } from "./stored-header.ts";

const SIGNATURE = [0x89504e47, 0x0d0a1a0a] as const;
const GREY_ALPHA = 4;
const COLOUR_ALPHA = 6;

/** Null where it is no PNG. Throws `RangeError` where it ends before its pixels begin. */
export function readPng(view: DataView): StoredHeader | null {
  if (view.getUint32(0) !== SIGNATURE[0] || view.getUint32(4) !== SIGNATURE[1]) return null;
  if (fourCharacters(view, 12) !== "IHDR") return null;
  const colourType = view.getUint8(25);
  let hasAlpha = colourType === GREY_ALPHA || colourType === COLOUR_ALPHA;
  let orientation = 1;
  for (let at = 8; ; ) {
    const bytes = view.getUint32(at);
    const name = fourCharacters(view, at + 4);
    if (name === "IDAT") return { width: view.getUint32(16), height: view.getUint32(20), orientation, hasAlpha };
    if (name === "tRNS") hasAlpha = true;
    if (name === "eXIf") orientation = exifOrientation(part(view, at + 8, bytes));
    at += 12 + bytes;
  }
}
