import type { Size } from "../raster.ts";
import { mipLevels, TILE, TILE_BYTES, type Tile, tileKey, tileX, tileY, wordsOf } from "./tiles.ts";

const HALF = TILE / 2;
const ROW_WORDS = TILE / 4;
/** The first and the third of a word's four bytes, with room for carrying. */
const EVEN = 0x00ff00ff;
const ROUNDING = 0x00020002;

/**
 * Smaller copies of a mask for display, each pixel the mean of four. Made when asked for, and again only where the mask
 * has changed since.
 */
export class MaskMips {
  readonly #full: (key: number) => Tile | undefined;
  readonly #levels: Map<number, Tile>[];
  readonly #stale: Set<number>[];

  constructor(image: Size, full: (key: number) => Tile | undefined) {
    this.#full = full;
    const levels = mipLevels(image);
    this.#levels = Array.from({ length: levels }, () => new Map());
    this.#stale = Array.from({ length: levels }, () => new Set());
  }

  /** Full-size tiles have changed. Answers the keys that show them at `level`. */
  invalidate(keys: Iterable<number>, level: number): Set<number> {
    const shown = new Set<number>();
    for (const key of keys) {
      let [x, y] = [tileX(key), tileY(key)];
      for (let at = 0; at < this.#levels.length; at++) {
        if (at > 0) this.#stale[at]?.add(tileKey(x, y));
        if (at === level) shown.add(tileKey(x, y));
        x >>= 1;
        y >>= 1;
      }
    }
    return shown;
  }

  /** Undefined where nothing is marked. The array is overwritten by later calls. */
  tile(level: number, key: number): Tile | undefined {
    if (level === 0) return this.#full(key);
    const made = this.#levels[level] as Map<number, Tile>;
    if (this.#stale[level]?.delete(key)) {
      const tile = this.#shrink(level - 1, key, made.get(key));
      if (tile) made.set(key, tile);
      else made.delete(key);
    }
    return made.get(key);
  }

  #shrink(level: number, key: number, reuse: Tile | undefined): Tile | undefined {
    const [x, y] = [tileX(key) * 2, tileY(key) * 2];
    const quarters = [tileKey(x, y), tileKey(x + 1, y), tileKey(x, y + 1), tileKey(x + 1, y + 1)].map((child) =>
      this.tile(level, child),
    );
    if (quarters.every((quarter) => quarter === undefined)) return undefined;
    const target = reuse ?? new Uint8Array(TILE_BYTES);
    quarters.forEach((quarter, index) => {
      halve(quarter, target, (index >> 1) * HALF * TILE + (index & 1) * HALF);
    });
    return target;
  }
}

/** Two pixels of the result from four above and four below at a time: sums of neighbours lie side by side in one word. */
function halve(source: Tile | undefined, target: Tile, start: number): void {
  const words = source && wordsOf(source);
  for (let y = 0; y < HALF; y++) {
    const to = start + y * TILE;
    if (!words) {
      target.fill(0, to, to + HALF);
      continue;
    }
    const above = y * 2 * ROW_WORDS;
    for (let x = 0; x < ROW_WORDS; x++) {
      const [upper, lower] = [words[above + x] as number, words[above + ROW_WORDS + x] as number];
      if (upper === lower && (upper === 0 || upper === -1)) {
        target[to + x * 2] = upper;
        target[to + x * 2 + 1] = upper;
        continue;
      }
      const sums = (upper & EVEN) + ((upper >>> 8) & EVEN) + (lower & EVEN) + ((lower >>> 8) & EVEN) + ROUNDING;
      target[to + x * 2] = sums >>> 2;
      target[to + x * 2 + 1] = sums >>> 18;
    }
  }
}
