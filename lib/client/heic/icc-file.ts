/** A tag's signature and its content. */
export type IccTag = readonly [signature: string, content: Uint8Array];

const HEADER_BYTES = 128;

/** An RGB display profile of version 4.3 with these tags (ICC.1:2022, 7: what is not named below is zero). */
export function writeIcc(tags: readonly IccTag[]): Uint8Array<ArrayBuffer> {
  const tableBytes = 4 + tags.length * 12;
  const total = tags.reduce((sum, [, content]) => sum + padded(content.length), HEADER_BYTES + tableBytes);
  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  view.setUint32(0, total);
  view.setUint32(8, 0x04300000);
  file.set(latin1("mntrRGB XYZ "), 12);
  // A date is required: the year, the month and the day.
  [2022, 5, 1].forEach((part, at) => {
    view.setUint16(24 + at * 2, part);
  });
  file.set(latin1("acsp"), 36);
  file.set(xyz([0.9642, 1, 0.8249]).subarray(8), 68);
  view.setUint32(HEADER_BYTES, tags.length);
  let offset = HEADER_BYTES + tableBytes;
  for (const [at, [signature, content]] of tags.entries()) {
    const entry = HEADER_BYTES + 4 + at * 12;
    file.set(latin1(signature), entry);
    view.setUint32(entry + 4, offset);
    view.setUint32(entry + 8, content.length);
    file.set(content, offset);
    offset += padded(content.length);
  }
  return file;
}

export const xyz = (values: readonly number[]): Uint8Array => typed("XYZ ", fixed(values));

/** s15Fixed16ArrayType. */
export const numbers = (values: readonly number[]): Uint8Array => typed("sf32", fixed(values));

/** parametricCurveType of function type 0 (one number) or 3 (five numbers). */
export function parametricCurve(values: readonly number[]): Uint8Array {
  const kind = Uint8Array.of(0, values.length === 1 ? 0 : 3, 0, 0);
  return typed("para", joined(kind, fixed(values)));
}

/** multiLocalizedUnicodeType with one record, in English. */
export function localisedText(text: string): Uint8Array {
  const record = new Uint8Array(20);
  const view = new DataView(record.buffer);
  view.setUint32(0, 1);
  view.setUint32(4, 12);
  record.set(latin1("enUS"), 8);
  view.setUint32(12, text.length * 2);
  // Counted from the beginning of the tag.
  view.setUint32(16, 28);
  return typed("mluc", joined(record, Uint8Array.from(latin1(text).flatMap((code) => [0, code]))));
}

function typed(type: string, content: Uint8Array): Uint8Array {
  return joined(Uint8Array.from(latin1(type)), new Uint8Array(4), content);
}

/** s15Fixed16Numbers. */
function fixed(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [at, value] of values.entries()) view.setInt32(at * 4, Math.round(value * 65536));
  return new Uint8Array(view.buffer);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

const latin1 = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
