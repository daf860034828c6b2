import type { Rect, Size } from "#lib/domain/raster.ts";

/** A picture cut into squares of `side` pixels, numbered row by row; those at its right and lower edge are smaller. */
export class Blocks {
  readonly picture: Size;
  readonly side: number;
  readonly columns: number;
  readonly count: number;

  constructor(picture: Size, side: number) {
    this.picture = picture;
    this.side = side;
    this.columns = Math.ceil(picture.width / side);
    this.count = this.columns * Math.ceil(picture.height / side);
  }

  /** Of a pixel in the picture. */
  at(x: number, y: number): number {
    return Math.floor(y / this.side) * this.columns + Math.floor(x / this.side);
  }

  rect(block: number): Rect {
    const x = (block % this.columns) * this.side;
    const y = Math.floor(block / this.columns) * this.side;
    const { width, height } = this.picture;
    return { x, y, width: Math.min(this.side, width - x), height: Math.min(this.side, height - y) };
  }

  /** The block so many to the right and below, or null where the picture ends. */
  beside(block: number, right: number, down: number): number | null {
    const column = (block % this.columns) + right;
    const other = block + right + down * this.columns;
    return column >= 0 && column < this.columns && other >= 0 && other < this.count ? other : null;
  }
}
