import type { PictureInput } from "../fill.ts";

/** The longer side of every picture that the model looks at, in pixels. */
export const FRAME = 1024;

/** What the model made of a picture: 256 × 64 × 64 half-precision floats, as their bits. */
export type Embedding = Uint16Array;
export const EMBEDDING_LENGTH = 256 * 64 * 64;

/** Of ImageNet, in levels: what the encoder was trained with. */
const MEAN = [123.675, 116.28, 103.53] as const;
const DEVIATION = [58.395, 57.12, 57.375] as const;

/** Three planes of `FRAME` × `FRAME`, the picture in the top left corner, zero beside and below it. */
export function normalise({ width, height, pixels }: PictureInput): Float32Array {
  if (Math.max(width, height) !== FRAME) throw new RangeError(`the model was given ${width} × ${height}`);
  const planes = new Float32Array(3 * FRAME * FRAME);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      const to = y * FRAME + x;
      for (let c = 0; c < 3; c++) {
        planes[c * FRAME * FRAME + to] = (pixels[from + c]! - MEAN[c]!) / DEVIATION[c]!;
      }
    }
  }
  return planes;
}
