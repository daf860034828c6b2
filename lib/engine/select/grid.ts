/** Calls `link` once for each pair of neighbours: a pixel, its direction (even) and the other pixel. */
export function eachLink(width: number, height: number, link: (at: number, direction: number, to: number) => void) {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let d = 0; d < 8; d += 2) {
        const [nx, ny] = [x + (DX[d] as number), y + (DY[d] as number)];
        if (nx >= 0 && nx < width && ny < height) link(y * width + x, d, ny * width + nx);
      }
    }
  }
}

/** The length of a step in each direction. */
export const stepLength = (direction: number) => (direction < 4 ? 1 : Math.SQRT2);

/** How far a neighbour's index is in each direction. */
export const offsetsOf = (width: number) => DX.map((dx, d) => (DY[d] as number) * width + dx);

/** Whether the pixel has a neighbour in that direction. */
export function isInside(at: number, d: number, width: number, height: number): boolean {
  const x = at % width;
  const dx = DX[d] as number;
  const dy = DY[d] as number;
  if (dx < 0 ? x === 0 : dx > 0 && x === width - 1) return false;
  return dy < 0 ? at >= width : dy === 0 || at < width * (height - 1);
}

/** Directions of the eight neighbours, each next to its opposite, so that the way back from `d` is `d ^ 1`. */
const DX = [1, -1, 0, 0, 1, -1, -1, 1];
const DY = [0, 0, 1, -1, 1, -1, 1, -1];
