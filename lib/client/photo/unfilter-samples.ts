/** One byte of each pixel of a filtered row: at `first`, `first + step`, … */
export interface FilteredSamples {
  readonly row: Uint8Array;
  readonly first: number;
  readonly step: number;
}

/**
 * Takes back what a row's filter did to one byte of each pixel (PNG specification, third edition: § 9.2): filters work
 * on each byte of a pixel by itself, so the others need not be looked at. Writes `now`. Throws `RangeError`.
 */
export function unfilterSamples(
  filter: number,
  { row, first, step }: FilteredSamples,
  { now, above }: { readonly now: Uint8Array; readonly above: Uint8Array },
): void {
  const width = now.length;
  let left = 0;
  let aboveLeft = 0;
  // A loop for each filter: choosing one for every pixel takes several times as long.
  switch (filter) {
    case 0:
      for (let x = 0, at = first; x < width; x++, at += step) now[x] = row[at] as number;
      return;
    case 1:
      for (let x = 0, at = first; x < width; x++, at += step) now[x] = left = (left + (row[at] as number)) & 255;
      return;
    case 2:
      for (let x = 0, at = first; x < width; x++, at += step) now[x] = (above[x] as number) + (row[at] as number);
      return;
    case 3:
      for (let x = 0, at = first; x < width; x++, at += step) {
        now[x] = left = (((left + (above[x] as number)) >> 1) + (row[at] as number)) & 255;
      }
      return;
    case 4:
      for (let x = 0, at = first; x < width; x++, at += step) {
        const up = above[x] as number;
        now[x] = left = (paeth(left, up, aboveLeft) + (row[at] as number)) & 255;
        aboveLeft = up;
      }
      return;
    default:
      throw new RangeError(`There is no PNG filter ${filter}`);
  }
}

function paeth(left: number, above: number, aboveLeft: number): number {
  const toLeft = Math.abs(above - aboveLeft);
  const toAbove = Math.abs(left - aboveLeft);
  const toBoth = Math.abs(left + above - 2 * aboveLeft);
  if (toLeft <= toAbove && toLeft <= toBoth) return left;
  return toAbove <= toBoth ? above : aboveLeft;
}
