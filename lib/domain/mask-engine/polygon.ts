import type { ImagePoint } from "../geometry.ts";
import type { Size } from "../raster.ts";
import type { RowSink } from "./tile-rows.ts";

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
  const row = new CoverageRow(image.width);
  for (let y = top; y < bottom; y++) {
    const touched = edges.filter((edge) => edge.top < y + 1 && edge.bottom > y);
    for (let sample = 0; sample < SAMPLES; sample++) addSampleRow(touched, y + (sample + 0.5) / SAMPLES, row);
    row.emit(y, sink);
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

/** A span is covered where the outline winds around it. */
function addSampleRow(edges: readonly Edge[], at: number, row: CoverageRow): void {
  let winding = 0;
  let start = 0;
  for (const crossing of crossingsAt(edges, at)) {
    if (winding === 0) start = crossing.x;
    winding += crossing.winding;
    if (winding === 0) row.addSpan(start, crossing.x);
  }
}

function crossingsAt(edges: readonly Edge[], y: number): { x: number; winding: 1 | -1 }[] {
  return edges
    .filter((edge) => edge.top <= y && edge.bottom > y)
    .map((edge) => ({ x: edge.x + (y - edge.top) * edge.slope, winding: edge.winding }))
    .sort((a, b) => a.x - b.x);
}

/**
 * One row of pixels as the places where coverage rises and falls: the running sum of the steps is how much of each pixel
 * is covered. Between two places all pixels are covered alike, so long runs cost nothing.
 */
class CoverageRow {
  readonly #width: number;
  readonly #steps: Float32Array;
  #places: number[] = [];

  constructor(width: number) {
    this.#width = width;
    this.#steps = new Float32Array(width + 2);
  }

  /** One sample row is covered from `left` to `right`. */
  addSpan(left: number, right: number): void {
    const [from, to] = [Math.max(0, left), Math.min(this.#width, right)];
    if (to <= from) return;
    this.#add(from, 1);
    this.#add(to, -1);
  }

  /** Hands the row over and begins the next one. */
  emit(y: number, sink: RowSink): void {
    const places = [...new Set(this.#places)].sort((a, b) => a - b);
    let covered = 0;
    for (const [index, place] of places.entries()) {
      covered += this.#steps[place] as number;
      this.#steps[place] = 0;
      const until = Math.min(this.#width, places[index + 1] ?? this.#width);
      const value = Math.round(Math.min(1, Math.max(0, covered / SAMPLES)) * 255);
      if (value === 0 || until <= place) continue;
      sink(y, place, until - place, value === 255 ? null : new Uint8Array(until - place).fill(value));
    }
    this.#places = [];
  }

  /** The pixel it falls in gets its part, the next one the rest. */
  #add(x: number, amount: 1 | -1): void {
    const pixel = Math.floor(x);
    const part = (pixel + 1 - x) * amount;
    this.#steps[pixel] = (this.#steps[pixel] as number) + part;
    this.#steps[pixel + 1] = (this.#steps[pixel + 1] as number) + amount - part;
    this.#places.push(pixel, pixel + 1);
  }
}
