import type { Mask } from "../../raster.ts";

/** Side of a cell in pixels. */
const CELL = 16;
const MIXED = -1;

/** Where a mask has one value as far as `reach` pixels around. Told by cells: a rim that is alike may be told as not. */
export class AlikeCells {
  readonly #columns: number;
  /** The value that all pixels in reach of a cell have, or `MIXED`. */
  readonly #near: Int16Array;

  constructor(mask: Mask, reach: number) {
    this.#columns = Math.ceil(mask.width / CELL);
    const rows = Math.ceil(mask.height / CELL);
    const ring = Math.ceil(reach / CELL);
    const cells = cellValues(mask, this.#columns, rows);
    const along = spread(cells, this.#columns, rows, ring, 1);
    this.#near = spread(along, this.#columns, rows, ring, this.#columns);
  }

  /** Cuts a row from `from` to before `to` into stretches that are alike, with their value, and those that may not be. */
  visitRow(y: number, from: number, to: number, visit: (from: number, to: number, value: number | null) => void): void {
    const row = Math.floor(y / CELL) * this.#columns;
    for (let start = from; start < to; ) {
      let cell = Math.floor(start / CELL);
      const value = this.#near[row + cell] as number;
      while ((cell + 1) * CELL < to && this.#near[row + cell + 1] === value) cell++;
      const end = Math.min(to, (cell + 1) * CELL);
      visit(start, end, value === MIXED ? null : value);
      start = end;
    }
  }
}

function cellValues({ width, height, data }: Mask, columns: number, rows: number): Int16Array {
  const cells = new Int16Array(columns * rows);
  for (let y = 0; y < height; y += CELL) {
    for (let x = 0; x < width; x += CELL) cells[(y / CELL) * columns + x / CELL] = data[y * width + x] as number;
  }
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor(x / CELL);
      if (data[y * width + x] !== cells[cell]) cells[cell] = MIXED;
    }
  }
  return cells;
}

/** What the cells up to `ring` away have in common, in one direction: along rows at a stride of 1, else along columns. */
function spread(cells: Int16Array, columns: number, rows: number, ring: number, stride: number): Int16Array {
  const result = cells.slice();
  const [length, lines] = stride === 1 ? [columns, rows] : [rows, columns];
  const across = stride === 1 ? columns : 1;
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < length; at++) {
      const cell = line * across + at * stride;
      for (let other = Math.max(0, at - ring); other <= Math.min(length - 1, at + ring); other++) {
        if (cells[line * across + other * stride] !== cells[cell]) result[cell] = MIXED;
      }
    }
  }
  return result;
}
