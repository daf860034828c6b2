/** The mean of each value's square neighbourhood of `2 * radius + 1`, as much of it as lies inside. */
export function boxMean(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) slide(plane, across, y * width, 1, width, radius);
  const mean = new Float32Array(plane.length);
  for (let x = 0; x < width; x++) slide(across, mean, x, width, height, radius);
  return mean;
}

function slide(from: Float32Array, to: Float32Array, start: number, stride: number, length: number, radius: number) {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(radius, length); i++) {
    sum += from[start + i * stride]!;
    count++;
  }
  for (let i = 0; i < length; i++) {
    if (i + radius < length) {
      sum += from[start + (i + radius) * stride]!;
      count++;
    }
    if (i > radius) {
      sum -= from[start + (i - radius - 1) * stride]!;
      count--;
    }
    to[start + i * stride] = sum / count;
  }
}
