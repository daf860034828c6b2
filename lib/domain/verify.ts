import type { Mask, Raster } from "./raster.ts";

/**
 * The proof kept with every edit: how many pixels farther than `spreadPixels` (Euclidean, pixel centres) from the
 * drawn mask (values above 0) changed in any channel. 0, or the edit is refused.
 *
 * Deliberately shares nothing with the code that makes patches: it looks only at the pictures before and after and at
 * what was drawn, and finds distances its own way (a disc, row by row, over run starts). All three have one size; give
 * it the window, or the whole picture. O(pixels) plus, for changed pixels beside the mask, the height of the disc.
 */
export function countChangedOutside(before: Raster, after: Raster, drawn: Mask, spreadPixels: number): number {
  const { width, height, channels } = before;
  const isComparable =
    after.width === width &&
    after.height === height &&
    after.channels === channels &&
    drawn.width === width &&
    drawn.height === height &&
    before.data.BYTES_PER_ELEMENT === after.data.BYTES_PER_ELEMENT;
  if (!isComparable) throw new RangeError("Only pictures of one size, colour model and depth can be compared");

  const disc = new Disc(drawn, spreadPixels);
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (!differs(before, after, pixel * channels) || drawn.data[pixel] !== 0) continue;
      if (!disc.touchesMask(x, y)) count++;
    }
  }
  return count;
}

function differs(before: Raster, after: Raster, from: number): boolean {
  for (let at = from; at < from + before.channels; at++) if (before.data[at] !== after.data[at]) return true;
  return false;
}

/** Answers whether a disc around a pixel holds a drawn pixel. Keeps the rows of the mask near the last question. */
class Disc {
  readonly #drawn: Mask;
  readonly #radius: number;
  /** Half the disc's width at each vertical distance from its centre. */
  readonly #halfWidths: readonly number[];
  /** Column of the nearest drawn pixel at or right of each column, for `2 × radius + 1` rows, in slot `y % rows`. */
  readonly #nextDrawn: Int32Array;
  readonly #rowInSlot: Int32Array;

  constructor(drawn: Mask, radius: number) {
    const rows = Math.min(drawn.height, 2 * radius + 1);
    this.#drawn = drawn;
    this.#radius = radius;
    this.#halfWidths = Array.from({ length: radius + 1 }, (_, dy) => Math.floor(Math.sqrt(radius * radius - dy * dy)));
    this.#nextDrawn = new Int32Array(rows * drawn.width);
    this.#rowInSlot = new Int32Array(rows).fill(-1);
  }

  touchesMask(x: number, y: number): boolean {
    for (let dy = 0; dy <= this.#radius; dy++) {
      const half = this.#halfWidths[dy] as number;
      if (this.#rowTouches(y - dy, x - half, x + half) || this.#rowTouches(y + dy, x - half, x + half)) return true;
    }
    return false;
  }

  #rowTouches(y: number, from: number, to: number): boolean {
    if (y < 0 || y >= this.#drawn.height) return false;
    const slot = y % this.#rowInSlot.length;
    if (this.#rowInSlot[slot] !== y) this.#read(y, slot);
    return (this.#nextDrawn[slot * this.#drawn.width + Math.max(0, from)] as number) <= to;
  }

  #read(y: number, slot: number): void {
    const { width, data } = this.#drawn;
    let column = 2 ** 31 - 1;
    for (let x = width - 1; x >= 0; x--) {
      if (data[y * width + x] !== 0) column = x;
      this.#nextDrawn[slot * width + x] = column;
    }
    this.#rowInSlot[slot] = y;
  }
}

/**
 * The same proof for a picture that was extended: how many of its pixels farther than `spreadPixels` from everything new
 * changed. `after` is the extended picture, `edges` how far it was extended on each side.
 */
export function countChangedOriginal(before: Raster, after: Raster, edges: Extension, spreadPixels: number): number {
  const { width, height, channels } = before;
  requireComparable(before, after);
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      const to = ((edges.top + y) * after.width + edges.left + x) * channels;
      let isSame = true;
      for (let at = 0; at < channels; at++) isSame &&= before.data[from + at] === after.data[to + at];
      // The nearest new pixel lies straight across an extended side.
      const isNear =
        (edges.left > 0 && x < spreadPixels) ||
        (edges.right > 0 && width - 1 - x < spreadPixels) ||
        (edges.top > 0 && y < spreadPixels) ||
        (edges.bottom > 0 && height - 1 - y < spreadPixels);
      if (!isSame && !isNear) count++;
    }
  }
  return count;
}

interface Extension {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** And for one that was cut out: how many pixels changed in colour, whatever became of their alpha. */
export function countChangedColours(before: Raster, after: Raster): number {
  const colours = before.channels < 3 ? 1 : 3;
  if (after.width !== before.width || after.height !== before.height || after.channels !== colours + 1) {
    throw new RangeError("A picture that was cut out keeps its size and colour model");
  }
  let count = 0;
  for (let pixel = 0; pixel < before.width * before.height; pixel++) {
    for (let channel = 0; channel < colours; channel++) {
      if (before.data[pixel * before.channels + channel] === after.data[pixel * after.channels + channel]) continue;
      count++;
      break;
    }
  }
  return count;
}

function requireComparable(before: Raster, after: Raster): void {
  if (before.channels !== after.channels || before.data.BYTES_PER_ELEMENT !== after.data.BYTES_PER_ELEMENT) {
    throw new RangeError("Only pictures of one colour model and depth can be compared");
  }
}
