/**
 * Fills what is not known with a smooth continuation, in place: known pixels are averaged into ever smaller pictures
 * (push), and each picture's unknown part is taken from the next smaller one (pull).
 *
 * `values` is interleaved, `channels` per pixel; `known` is 0..1 per pixel. Fully known pixels keep their value exactly.
 * Returns false, and changes nothing, when nothing at all is known.
 */
export function fillSmoothly(
  values: Float32Array,
  known: Float32Array,
  width: number,
  height: number,
  channels: number,
): boolean {
  if (!known.some((coverage) => coverage > 0)) return false;
  if (width === 1 && height === 1) return true;
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const half = new Float32Array(halfWidth * halfHeight * channels);
  const halfKnown = new Float32Array(halfWidth * halfHeight);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * width + x;
      const to = (y >> 1) * halfWidth + (x >> 1);
      const weight = known[from]!;
      halfKnown[to]! += weight;
      for (let c = 0; c < channels; c++) half[to * channels + c]! += values[from * channels + c]! * weight;
    }
  }
  for (let i = 0; i < halfKnown.length; i++) {
    const weight = halfKnown[i]!;
    if (weight === 0) continue;
    for (let c = 0; c < channels; c++) half[i * channels + c]! /= weight;
    halfKnown[i] = Math.min(1, weight);
  }
  fillSmoothly(half, halfKnown, halfWidth, halfHeight, channels);

  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const weight = known[at]!;
      if (weight >= 1) continue;
      for (let c = 0; c < channels; c++) {
        const below = between(half, halfWidth, halfHeight, channels, x, y, c);
        values[at * channels + c] = values[at * channels + c]! * weight + below * (1 - weight);
      }
    }
  }
  return true;
}

/** The half-size picture at a full-size position, linear between its four nearest pixels. */
function between(
  half: Float32Array,
  width: number,
  height: number,
  channels: number,
  x: number,
  y: number,
  c: number,
): number {
  const nearX = x >> 1;
  const nearY = y >> 1;
  const farX = Math.min(width - 1, Math.max(0, nearX + (x & 1 ? 1 : -1)));
  const farY = Math.min(height - 1, Math.max(0, nearY + (y & 1 ? 1 : -1)));
  const at = (column: number, row: number) => half[(row * width + column) * channels + c]!;
  return (at(nearX, nearY) * 9 + at(farX, nearY) * 3 + at(nearX, farY) * 3 + at(farX, farY)) / 16;
}
