/** Four characters, as formats name their parts. Throws `RangeError` beyond the end. */
export const fourCharacters = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** A part of what a view shows. Throws `RangeError` where it reaches beyond the end. */
export const part = (view: DataView, at: number, bytes: number): DataView =>
  new DataView(view.buffer, view.byteOffset + at, bytes);
