import type { FillInput } from "./fill.ts";

/** Edges, right and bottom exclusive. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The hole in coarse cells, so that looking at it costs about the same for a small and a large window. */
export interface MarkGrid {
  /** Side of a cell in pixels. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** For each cell the number of the connected mark it belongs to, 0 where nothing is marked. */
  readonly labels: Uint32Array;
  readonly marks: readonly Mark[];
}

/** One connected part of the hole; all measures in cells. */
export interface Mark {
  /** From 1, in reading order of the marks' first cells. */
  readonly label: number;
  readonly bounds: Bounds;
  /** Of the thickest place: twice the way from its middle to the nearest unmarked cell. */
  readonly thickness: number;
}

export function findMarks({ width, height, mask }: Pick<FillInput, "width" | "height" | "mask">): MarkGrid {
  const cell = Math.ceil(Math.max(width, height) / MOST_CELLS_A_SIDE);
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const depths = new Uint16Array(columns * rows);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / cell) * columns;
    for (let x = 0; x < width; x++, at++) if (mask[at]! > 0) depths[row + Math.floor(x / cell)] = NOT_MEASURED;
  }
  measureDepths(depths, columns, rows);
  const labels = new Uint32Array(columns * rows);
  const marks: Mark[] = [];
  for (let start = 0; start < depths.length; start++) {
    if (depths[start] === 0 || labels[start] !== 0) continue;
    marks.push(spread(start, marks.length + 1, labels, depths, columns, rows));
  }
  return { cell, columns, rows, labels, marks };
}

const MOST_CELLS_A_SIDE = 512;
const NOT_MEASURED = 0xffff;

/** Replaces every marked cell by its way to the nearest unmarked one (chessboard steps; the picture's edge counts as marked). */
function measureDepths(depths: Uint16Array, columns: number, rows: number): void {
  const lower = (at: number, neighbour: number) => {
    if (depths[neighbour]! + 1 < depths[at]!) depths[at] = depths[neighbour]! + 1;
  };
  const visit = (x: number, y: number, before: -1 | 1) => {
    const at = y * columns + x;
    if (depths[at] === 0) return;
    const besideX = x + before;
    const besideY = y + before;
    if (besideX >= 0 && besideX < columns) lower(at, y * columns + besideX);
    if (besideY < 0 || besideY >= rows) return;
    for (let across = Math.max(0, x - 1); across <= Math.min(columns - 1, x + 1); across++) {
      lower(at, besideY * columns + across);
    }
  };
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) visit(x, y, -1);
  for (let y = rows - 1; y >= 0; y--) for (let x = columns - 1; x >= 0; x--) visit(x, y, 1);
}

/** Labels all cells connected to `start`, diagonals included. */
function spread(
  start: number,
  label: number,
  labels: Uint32Array,
  depths: Uint16Array,
  columns: number,
  rows: number,
): Mark {
  let [left, top, right, bottom, deepest] = [columns, rows, 0, 0, 0];
  const waiting = [start];
  labels[start] = label;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const x = at % columns;
    const y = (at - x) / columns;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
    deepest = Math.max(deepest, depths[at]!);
    for (let nextY = Math.max(0, y - 1); nextY <= Math.min(rows - 1, y + 1); nextY++) {
      for (let nextX = Math.max(0, x - 1); nextX <= Math.min(columns - 1, x + 1); nextX++) {
        const next = nextY * columns + nextX;
        if (depths[next] === 0 || labels[next] !== 0) continue;
        labels[next] = label;
        waiting.push(next);
      }
    }
  }
  const longest = Math.max(right - left, bottom - top);
  return { label, bounds: { left, top, right, bottom }, thickness: Math.min(longest, deepest * 2) };
}
