import type { Size } from "#lib/domain/raster.ts";
import type { ImagePoint } from "../view/points.ts";
import type { RowSink } from "./capsule.ts";

/** Sample rows per pixel row; across, coverage is exact. */
const SAMPLES = 8;

/**
 * Rasterises the inside of a closed outline (last point joined to the first; a point is inside where the outline winds
 * around it, so a loop that crosses itself has no holes) with anti-aliased edges.
 */
export function rasterisePolygon(points: readonly ImagePoint[], image: Size, sink: RowSink): void {
  if (points.length < 3) return;
  const edges = edgesOf(points);
  const top = Math.max(0, Math.floor(edges.reduce((least, edge) => Math.min(least, edge.top), image.height)));
  const bottom = Math.min(image.height, Math.ceil(edges.reduce((most, edge) => Math.max(most, edge.bottom), 0)));
  const steps = new Float32Array(image.width + 2);
  for (let y = top; y < bottom; y++) {
    const touched = edges.filter((edge) => edge.top < y + 1 && edge.bottom > y);
    const reach = stepsOfRow(touched, y, image.width, steps);
    if (!reach) continue;
    const [left, right] = reach;
    const values = new Uint8Array(right - left);
    let covered = 0;
    for (let x = left; x < right; x++) {
      covered += steps[x] as number;
      values[x - left] = Math.round(Math.min(1, Math.max(0, covered / SAMPLES)) * 255);
    }
    steps.fill(0, left, right + 2);
    sink(y, left, right - left, values);
  }
}

interface Edge {
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly slope: number;
  readonly winding: 1 | -1;
}

function edgesOf(points: readonly ImagePoint[]): Edge[] {
  return points.flatMap((a, index): Edge[] => {
    const b = points[(index + 1) % points.length] as ImagePoint;
    if (a.y === b.y) return [];
    const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
    const slope = (lower.x - upper.x) / (lower.y - upper.y);
    return [{ top: upper.y, bottom: lower.y, x: upper.x, slope, winding: a.y < b.y ? 1 : -1 }];
  });
}

/**
 * Notes, for each sample row, where coverage rises and falls; the running sum of the steps is the covered length of each
 * pixel. Answers the touched columns.
 */
function stepsOfRow(edges: readonly Edge[], y: number, width: number, steps: Float32Array): [number, number] | null {
  let left = width;
  let right = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const at = y + (sample + 0.5) / SAMPLES;
    let winding = 0;
    let start = 0;
    for (const crossing of crossingsAt(edges, at)) {
      if (winding === 0) start = crossing.x;
      winding += crossing.winding;
      const from = Math.max(0, start);
      const to = Math.min(width, crossing.x);
      if (winding !== 0 || to <= from) continue;
      left = Math.min(left, Math.floor(from));
      right = Math.max(right, Math.ceil(to));
      addEdge(steps, from, 1);
      addEdge(steps, to, -1);
    }
  }
  return left < right ? [left, right] : null;
}

function crossingsAt(edges: readonly Edge[], y: number): { x: number; winding: 1 | -1 }[] {
  return edges
    .filter((edge) => edge.top <= y && edge.bottom > y)
    .map((edge) => ({ x: edge.x + (y - edge.top) * edge.slope, winding: edge.winding }))
    .sort((a, b) => a.x - b.x);
}

/** Coverage rises by `amount` at `x`: the pixel it falls in gets its part, the next one the rest. */
function addEdge(steps: Float32Array, x: number, amount: 1 | -1): void {
  const pixel = Math.floor(x);
  const part = (pixel + 1 - x) * amount;
  steps[pixel] = (steps[pixel] as number) + part;
  steps[pixel + 1] = (steps[pixel + 1] as number) + amount - part;
}
