/** Round values from zero up to the first that is not below `most`: what an axis is labelled with. At most `count` steps. */
export function ticksUpTo(most: number, count = 4): readonly number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  // Not by adding up: 0.1 + 0.2 is no round value.
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Values on top of one another, in their order. */
export function stack(values: readonly number[]): readonly Segment[] {
  let from = 0;
  return values.map((value) => {
    const segment = { from, to: from + value };
    from = segment.to;
    return segment;
  });
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The runs of points between which there is no gap, on a plane from 0 to 1 whose y points down. */
export function linesOf(values: readonly (number | null)[], most: number): readonly (readonly Point[])[] {
  const lines: Point[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) lines.push([]);
    else lines.at(-1)?.push({ x: (index + 0.5) / values.length, y: 1 - value / most });
  }
  return lines.filter((line) => line.length > 0);
}

/** Which of so many days are named below a chart: the first, the last, and some between, evenly. */
export function labelled(count: number, most = 5): readonly number[] {
  const steps = Math.min(count, most) - 1;
  if (steps < 1) return count > 0 ? [0] : [];
  return Array.from({ length: steps + 1 }, (_, index) => Math.round((index * (count - 1)) / steps));
}
