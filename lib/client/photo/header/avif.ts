import { brandsOf } from "#lib/domain/heic.ts";
import { fourCharacters, part } from "./bytes.ts";
import type { StoredHeader } from "./stored-header.ts";

/** The boxes on the way to the items' properties, and the bytes of their own that come before what they hold. */
const WAY: readonly (readonly [name: string, ownBytes: number])[] = [
  ["meta", 4],
  ["iprp", 0],
  ["ipco", 0],
];
const ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";

/**
 * Null where it is no AVIF. Of a picture made of cells, whose cells have a size too, the whole is the largest.
 * Throws `RangeError` where it is cut off.
 */
export function readAvif(view: DataView): StoredHeader | null {
  const head = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (!brandsOf(head).some((brand) => brand === "avif")) return null;
  let found = { width: 0, height: 0, orientation: 1, hasAlpha: false };
  for (const { name, content } of boxesIn(propertiesOf(view))) {
    if (name === "ispe") {
      const [width, height] = [content.getUint32(4), content.getUint32(8)];
      if (width * height > found.width * found.height) found = { ...found, width, height };
    }
    // A quarter turn swaps the sides; which way it goes changes nothing here.
    if (name === "irot" && content.getUint8(0) % 2 === 1) found = { ...found, orientation: 6 };
    if (name === "auxC" && text(content).includes(ALPHA)) found = { ...found, hasAlpha: true };
  }
  return found;
}

function propertiesOf(view: DataView): DataView {
  let inside = view;
  for (const [name, ownBytes] of WAY) {
    const box = boxesIn(inside).find((one) => one.name === name);
    if (!box) throw new RangeError(`no ${name}`);
    inside = part(box.content, ownBytes, box.content.byteLength - ownBytes);
  }
  return inside;
}

/** The boxes that are wholly there (ISO/IEC 14496-12, 4.2). */
function boxesIn(view: DataView): { readonly name: string; readonly content: DataView }[] {
  const boxes: { name: string; content: DataView }[] = [];
  for (let at = 0; at + 8 <= view.byteLength; ) {
    const bytes = view.getUint32(at);
    if (bytes < 8 || at + bytes > view.byteLength) break;
    boxes.push({ name: fourCharacters(view, at + 4), content: part(view, at + 8, bytes - 8) });
    at += bytes;
  }
  return boxes;
}

const text = (view: DataView) => String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
