import { RepaintError } from "#lib/domain/error.ts";
import type { PictureInput } from "../fill.ts";
import { grabCut, PERHAPS_OBJECT, SURELY_BACKGROUND, SURELY_OBJECT } from "./grab-cut.ts";
import { outlineOf } from "./outline.ts";
import type { Pointing } from "./prompts.ts";

/** A click speaks for the pixels this near to it. */
const CLICK_RADIUS = 3;

/**
 * Coverage of the object in the drawn line or box, 0 to 255, of the picture's size: found by colour, on a copy of half
 * the size, which is as good and four times as quick.
 *
 * @throws RepaintError `outline_required` where only points were given
 */
export function selectByColour(picture: PictureInput, pointing: Pointing): Uint8Array {
  const half = halve(picture);
  const outline = outlineOf(scaleBy(0.5, pointing), half);
  if (!outline) throw new RepaintError("outline_required");
  const known = outline.data.map((value) => (value === 0 ? SURELY_BACKGROUND : PERHAPS_OBJECT));
  for (const { x, y, label } of pointing.points) {
    stamp(known, half, x / 2, y / 2, label === "add" ? SURELY_OBJECT : SURELY_BACKGROUND);
  }
  const object = grabCut(half, known);
  return double(object, half, picture);
}

function scaleBy(factor: number, { points, box, lasso }: Pointing): Pointing {
  const scale = <P extends { x: number; y: number }>(point: P): P => ({
    ...point,
    x: point.x * factor,
    y: point.y * factor,
  });
  return {
    points: points.map(scale),
    box: box && { ...scale(box), width: box.width * factor, height: box.height * factor },
    lasso: lasso.map(scale),
  };
}

function halve({ width, height, pixels }: PictureInput): PictureInput {
  const half = { width: Math.max(1, width >> 1), height: Math.max(1, height >> 1) };
  const small = new Uint8Array(half.width * half.height * 3);
  for (let y = 0; y < half.height; y++) {
    const rows = [2 * y * width, Math.min(height - 1, 2 * y + 1) * width];
    for (let x = 0; x < half.width; x++) {
      const columns = [2 * x, Math.min(width - 1, 2 * x + 1)];
      for (let c = 0; c < 3; c++) {
        let sum = 2;
        for (const row of rows) for (const column of columns) sum += pixels[(row + column) * 3 + c]!;
        small[(y * half.width + x) * 3 + c] = sum >> 2;
      }
    }
  }
  return { ...half, pixels: small };
}

function double(object: Uint8Array, half: PictureInput, { width, height }: PictureInput): Uint8Array {
  const coverage = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(half.height - 1, y >> 1) * half.width;
    for (let x = 0; x < width; x++) {
      coverage[y * width + x] = object[row + Math.min(half.width - 1, x >> 1)] === 1 ? 255 : 0;
    }
  }
  return coverage;
}

function stamp(known: Uint8Array, { width, height }: PictureInput, x: number, y: number, state: number): void {
  for (let row = Math.floor(y) - CLICK_RADIUS; row <= y + CLICK_RADIUS; row++) {
    for (let column = Math.floor(x) - CLICK_RADIUS; column <= x + CLICK_RADIUS; column++) {
      const isIn = row >= 0 && row < height && column >= 0 && column < width;
      if (isIn && Math.hypot(column + 0.5 - x, row + 0.5 - y) <= CLICK_RADIUS) known[row * width + column] = state;
    }
  }
}
