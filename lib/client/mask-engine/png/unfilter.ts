/** Takes back what a row's filter did, in place (PNG specification, third edition: § 9.2). Throws `RangeError`. */
export function unfilterRow(filter: number, row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  if (filter === NONE) return;
  if (filter === UP) addRow(row, above);
  else {
    const predict = PREDICTORS[filter];
    if (!predict) throw new RangeError(`There is no PNG filter ${filter}`);
    for (let at = 0; at < row.length; at++) {
      const left = at < pixelBytes ? 0 : (row[at - pixelBytes] as number);
      const aboveLeft = at < pixelBytes ? 0 : (above[at - pixelBytes] as number);
      row[at] = (row[at] as number) + predict(left, above[at] as number, aboveLeft);
    }
  }
}

const NONE = 0;
const UP = 2;

/** Sub, average, Paeth: each byte from the one to the left, above, and above to the left. */
const PREDICTORS: Readonly<Record<number, (left: number, above: number, aboveLeft: number) => number>> = {
  1: (left) => left,
  3: (left, above) => (left + above) >> 1,
  4: paeth,
};

/** What this page's own masks are filtered by: several times faster than asking a predictor for each byte. */
function addRow(row: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < row.length; at++) row[at] = (row[at] as number) + (above[at] as number);
}

function paeth(left: number, above: number, aboveLeft: number): number {
  const guess = left + above - aboveLeft;
  const [toLeft, toAbove, toBoth] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - aboveLeft)];
  if (toLeft <= toAbove && toLeft <= toBoth) return left;
  return toAbove <= toBoth ? above : aboveLeft;
}
