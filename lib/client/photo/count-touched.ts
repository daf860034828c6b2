import { compressedPixels, type PngHeader } from "./png-pixels.ts";
import { unfilterSamples } from "./unfilter-samples.ts";

/** How many samples a pixel has in the colour types that have alpha: grey with alpha, and RGB with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 4: 2, 6: 4 };

/**
 * Pixels of a PNG whose alpha is not 0. Read row by row, and of each row alpha only, so that neither memory nor the size
 * of a canvas limits how large it may be. Null for PNGs of another kind than patches are stored as.
 *
 * Throws `RangeError` or `TypeError` for a damaged file.
 */
export async function countTouched(file: Blob): Promise<number | null> {
  let header: PngHeader | undefined;
  const rows = file
    .stream()
    .pipeThrough(
      compressedPixels((found) => {
        header = found;
      }),
    )
    .pipeThrough(new DecompressionStream("deflate"))
    .getReader();
  let counter: AlphaCounter | null = null;
  for (;;) {
    const { done, value } = await rows.read();
    if (done) break;
    // The header lies before the pixels.
    if (!header || !isCountable(header)) {
      await rows.cancel();
      return null;
    }
    counter ??= new AlphaCounter(header);
    counter.take(value);
  }
  if (!counter?.isComplete) throw new RangeError("The PNG has too few rows");
  return counter.count;
}

function isCountable({ bitDepth, colourType, isInterlaced }: PngHeader): boolean {
  return SAMPLES[colourType] !== undefined && (bitDepth === 8 || bitDepth === 16) && !isInterlaced;
}

/** Counts in filtered rows, in whatever pieces they come. */
class AlphaCounter {
  count = 0;
  readonly #width: number;
  readonly #pixelBytes: number;
  readonly #row: Uint8Array;
  /** The bytes of alpha, one or two: those of this row and of the one above, which the filters lean on. */
  readonly #planes: { now: Uint8Array; above: Uint8Array }[];
  #filled = 0;
  #rowsLeft: number;

  constructor({ width, height, bitDepth, colourType }: PngHeader) {
    const sampleBytes = bitDepth / 8;
    this.#width = width;
    this.#pixelBytes = (SAMPLES[colourType] ?? 0) * sampleBytes;
    this.#row = new Uint8Array(1 + width * this.#pixelBytes);
    this.#planes = Array.from({ length: sampleBytes }, () => ({
      now: new Uint8Array(width),
      above: new Uint8Array(width),
    }));
    this.#rowsLeft = height;
  }

  get isComplete(): boolean {
    return this.#rowsLeft === 0;
  }

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#rowsLeft > 0; ) {
      const part = bytes.subarray(at, at + this.#row.length - this.#filled);
      this.#row.set(part, this.#filled);
      at += part.length;
      this.#filled += part.length;
      if (this.#filled === this.#row.length) this.#endRow();
    }
  }

  #endRow(): void {
    this.#filled = 0;
    this.#rowsLeft--;
    const [filter = 0] = this.#row;
    const first = 1 + this.#pixelBytes - this.#planes.length;
    for (const [index, plane] of this.#planes.entries()) {
      unfilterSamples(filter, { row: this.#row, first: first + index, step: this.#pixelBytes }, plane);
    }
    const [high, low = high] = this.#planes.map(({ now }) => now);
    if (!high || !low) return;
    let count = 0;
    for (let x = 0; x < this.#width; x++) if (((high[x] as number) | (low[x] as number)) !== 0) count++;
    this.count += count;
    for (const plane of this.#planes) [plane.now, plane.above] = [plane.above, plane.now];
  }
}
