import type { PictureInput } from "./fill.ts";

/** Lanczos: each new pixel is made of the six nearest old ones in each direction. */
const LOBES = 3;
const TAPS = 2 * LOBES;

/**
 * The picture `scale` times longer on each side, by plain Lanczos resampling: no detail is invented. Interleaved 8-bit
 * RGB. Holds the result and a few rows.
 */
export function enlarge(
  { width, height, pixels }: PictureInput,
  scale: number,
  onProgress: (fraction: number) => void,
): Uint8Array {
  const [wide, high] = [width * scale, height * scale];
  const enlarged = new Uint8ClampedArray(wide * high * 3);
  const columns = taps(width, scale);
  const rows = taps(height, scale);
  // Old rows made wide, by their number modulo the taps: a new row needs six neighbours.
  const slots = Array.from({ length: TAPS }, () => new Float32Array(wide * 3));
  const rowInSlot = new Int32Array(TAPS).fill(-1);
  const wideRow = (row: number): Float32Array => {
    const slot = slots[row % TAPS] as Float32Array;
    if (rowInSlot[row % TAPS] !== row) widen(pixels.subarray(row * width * 3, (row + 1) * width * 3), columns, slot);
    rowInSlot[row % TAPS] = row;
    return slot;
  };
  const sums = new Float32Array(wide * 3);
  for (let y = 0; y < high; y++) {
    sums.fill(0);
    for (let tap = 0; tap < TAPS; tap++) {
      const weight = rows.weights[y * TAPS + tap] as number;
      const source = wideRow(rows.indexes[y * TAPS + tap] as number);
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) + (source[at] as number) * weight;
    }
    enlarged.set(sums, y * wide * 3);
    if (y % 256 === 0) onProgress(y / high);
  }
  return new Uint8Array(enlarged.buffer);
}

function widen(row: Uint8Array, { indexes, weights }: Taps, target: Float32Array): void {
  for (let x = 0; x * 3 < target.length; x++) {
    let [red, green, blue] = [0, 0, 0];
    for (let tap = x * TAPS; tap < (x + 1) * TAPS; tap++) {
      const from = (indexes[tap] as number) * 3;
      const weight = weights[tap] as number;
      red += (row[from] as number) * weight;
      green += (row[from + 1] as number) * weight;
      blue += (row[from + 2] as number) * weight;
    }
    target[x * 3] = red;
    target[x * 3 + 1] = green;
    target[x * 3 + 2] = blue;
  }
}

interface Taps {
  /** `TAPS` for each new position: which old ones it is made of, and how much of each. Weights sum to 1. */
  readonly indexes: Int32Array;
  readonly weights: Float32Array;
}

/** The outermost pixels are repeated beyond the edge. */
function taps(length: number, scale: number): Taps {
  const indexes = new Int32Array(length * scale * TAPS);
  const weights = new Float32Array(length * scale * TAPS);
  for (let to = 0; to < length * scale; to++) {
    const centre = (to + 0.5) / scale - 0.5;
    const first = Math.floor(centre) - LOBES + 1;
    const raw = Array.from({ length: TAPS }, (_, tap) => lanczos(centre - first - tap));
    const total = raw.reduce((sum, weight) => sum + weight);
    for (let tap = 0; tap < TAPS; tap++) {
      indexes[to * TAPS + tap] = Math.min(length - 1, Math.max(0, first + tap));
      weights[to * TAPS + tap] = (raw[tap] as number) / total;
    }
  }
  return { indexes, weights };
}

function lanczos(distance: number): number {
  if (distance === 0) return 1;
  if (Math.abs(distance) >= LOBES) return 0;
  const angle = Math.PI * distance;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}
