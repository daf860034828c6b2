import type { Size } from "../../raster.ts";
import { TILE, TILE_BYTES, type Tile } from "../tiles.ts";

/** In all arrays. */
export const NONE = -1;

/**
 * The walls in one tile, as the tree of what water that rises in it joins. Its nodes are the runs of equal pixels in rows,
 * by value: from the lowest on, each run becomes the parent of the regions it touches that are joined already. The lowest
 * wall between two pixels is then the value of the first node above both.
 *
 * One tree is made after the other in the same arrays: whoever wants to keep something of it has to copy it.
 */
export class WallTree {
  count = 0;
  /** A parent's number is greater than its children's, its value not less. */
  readonly parent = new Int32Array(TILE_BYTES);
  readonly value = new Uint8Array(TILE_BYTES);
  /** 1 where the run touches the tile's edge. */
  readonly isAtEdge = new Uint8Array(TILE_BYTES);
  readonly #start = new Int32Array(TILE_BYTES);
  readonly #end = new Int32Array(TILE_BYTES);
  /** The first run of each row, and where the last row ends. */
  readonly #rows = new Int32Array(TILE + 1);
  readonly #nodeOf = new Int32Array(TILE_BYTES);
  readonly #runOf = new Int32Array(TILE_BYTES);
  /** Shortcuts to the top of the region a node is in. */
  readonly #top = new Int32Array(TILE_BYTES);

  grow(tile: Tile, size: Size): void {
    this.#findRuns(tile, size);
    this.#order(tile);
    const { parent } = this;
    for (let node = 0; node < this.count; node++) {
      parent[node] = NONE;
      this.#top[node] = node;
      this.#joinNeighbours(node, size);
    }
  }

  /** The node of a pixel. */
  nodeAt(pixel: number): number {
    return this.#nodeOf[this.#runAt(pixel >> 8, pixel)] as number;
  }

  /** A tile with a value for each node. */
  paint(levels: Uint8Array): Tile {
    const tile = new Uint8Array(TILE_BYTES);
    for (let run = 0; run < this.count; run++) {
      const level = levels[this.#nodeOf[run] as number] as number;
      if (level > 0) tile.fill(level, this.#start[run], this.#end[run]);
    }
    return tile;
  }

  #findRuns(tile: Tile, { width, height }: Size): void {
    let run = 0;
    for (let y = 0; y < height; y++) {
      this.#rows[y] = run;
      const end = y * TILE + width;
      for (let at = y * TILE; at < end; run++) {
        this.#start[run] = at;
        const value = tile[at];
        while (at < end && tile[at] === value) at++;
        this.#end[run] = at;
      }
    }
    this.#rows[height] = run;
    this.count = run;
  }

  /** Numbers the runs by value. */
  #order(tile: Tile): void {
    const next = new Int32Array(257);
    for (let run = 0; run < this.count; run++) {
      const after = (tile[this.#start[run] as number] as number) + 1;
      next[after] = (next[after] as number) + 1;
    }
    for (let value = 1; value < 256; value++) next[value] = (next[value] as number) + (next[value - 1] as number);
    for (let run = 0; run < this.count; run++) {
      const value = tile[this.#start[run] as number] as number;
      const node = next[value] as number;
      next[value] = node + 1;
      this.#nodeOf[run] = node;
      this.#runOf[node] = run;
      this.value[node] = value;
    }
  }

  #joinNeighbours(node: number, { width, height }: Size): void {
    const run = this.#runOf[node] as number;
    const [start, end] = [this.#start[run] as number, this.#end[run] as number];
    const y = start >> 8;
    const [left, right] = [start & 255, ((end - 1) & 255) + 1];
    this.isAtEdge[node] = y === 0 || y === height - 1 || left === 0 || right === width ? 1 : 0;
    if (left > 0) this.#join(node, run - 1);
    if (right < width) this.#join(node, run + 1);
    if (y > 0) this.#joinRow(node, y - 1, start - TILE, end - TILE);
    if (y < height - 1) this.#joinRow(node, y + 1, start + TILE, end + TILE);
  }

  #joinRow(node: number, y: number, start: number, end: number): void {
    const last = this.#rows[y + 1] as number;
    for (let run = this.#runAt(y, start); run < last && (this.#start[run] as number) < end; run++)
      this.#join(node, run);
  }

  #join(node: number, run: number): void {
    const other = this.#nodeOf[run] as number;
    if (other >= node) return;
    const top = this.#topOf(other);
    if (top === node) return;
    this.parent[top] = node;
    this.#top[top] = node;
  }

  #topOf(node: number): number {
    let at = node;
    while (this.#top[at] !== at) {
      const above = this.#top[this.#top[at] as number] as number;
      this.#top[at] = above;
      at = above;
    }
    return at;
  }

  /** The run of a row that holds a pixel. */
  #runAt(y: number, pixel: number): number {
    let [first, last] = [this.#rows[y] as number, (this.#rows[y + 1] as number) - 1];
    while (first < last) {
      const middle = (first + last + 1) >> 1;
      if ((this.#start[middle] as number) <= pixel) first = middle;
      else last = middle - 1;
    }
    return first;
  }
}
