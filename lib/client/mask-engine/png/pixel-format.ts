/** Samples of each colour type: grey, -, RGB, palette, grey with alpha, -, RGB with alpha. */
const SAMPLES: readonly number[] = [1, 0, 3, 1, 2, 0, 4];
const PALETTE = 3;

/**
 * How the pixels of a PNG become grey. 8-bit grey stays as it is; fewer bits are spread over 0..255, of 16 the upper half
 * counts, colours count by their luma (BT.601), and what is transparent counts less in proportion.
 */
export class PixelFormat {
  /** How far back the byte lies that belongs to the same sample of the pixel before; at least 1. */
  readonly pixelBytes: number;
  readonly #bits: number;
  readonly #samples: number;
  readonly #palette: Uint8Array | undefined;

  /** Throws `RangeError` for combinations that PNG does not know. */
  constructor(bits: number, colourType: number, palette: Uint8Array | undefined) {
    const samples = SAMPLES[colourType] ?? 0;
    const isKnown = samples === 1 ? [1, 2, 4, 8, 16].includes(bits) : bits === 8 || bits === 16;
    if (samples === 0 || !isKnown) throw new RangeError("Not a kind of PNG");
    if (colourType === PALETTE && !palette) throw new RangeError("The PNG has no palette");
    this.#bits = bits;
    this.#samples = samples;
    this.#palette = colourType === PALETTE ? palette : undefined;
    this.pixelBytes = Math.max(1, (samples * bits) >> 3);
  }

  rowBytes(width: number): number {
    return Math.ceil((width * this.#samples * this.#bits) / 8);
  }

  toGrey(row: Uint8Array, grey: Uint8Array): void {
    if (this.#bits === 8 && this.#samples === 1 && !this.#palette) {
      grey.set(row);
      return;
    }
    for (let x = 0; x < grey.length; x++) grey[x] = this.#pixel(row, x);
  }

  #pixel(row: Uint8Array, x: number): number {
    const sample = (index: number) => this.#sample(row, x * this.#samples + index);
    const palette = this.#palette;
    if (palette) {
      const entry = 3 * sample(0);
      return luma(palette[entry] ?? 0, palette[entry + 1] ?? 0, palette[entry + 2] ?? 0);
    }
    const value = this.#samples < 3 ? sample(0) : luma(sample(0), sample(1), sample(2));
    return this.#samples % 2 === 0 ? Math.round((value * sample(this.#samples - 1)) / 255) : value;
  }

  /** In 0..255, or the number of a palette's entry. */
  #sample(row: Uint8Array, index: number): number {
    const bits = this.#bits;
    if (bits === 8) return row[index] as number;
    if (bits === 16) return row[index * 2] as number;
    const most = (1 << bits) - 1;
    const value = ((row[(index * bits) >> 3] as number) >> (8 - bits - ((index * bits) & 7))) & most;
    return this.#palette ? value : (value * 255) / most;
  }
}

const luma = (red: number, green: number, blue: number): number =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
