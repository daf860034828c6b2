import type { PictureInput } from "./fill.ts";

/** How far on either side of the edge a pixel may be a mix of subject and background. */
const BAND = 2;
/** How far away pure subject and pure background are looked for. */
const REACH = 7;
/** Squared colour distance below which subject and background are too alike for a mix to be told. */
const LEAST_CONTRAST = 24 ** 2;

/**
 * Alpha for a picture of which `background` tells what is background (1) and what is subject (0). Away from the edge it
 * is 0 or 255; at the edge it is how far the pixel's colour lies on the way from the mean background nearby to the mean
 * subject nearby.
 */
export function softenEdge(picture: PictureInput, background: Uint8Array): Uint8Array {
  const { width, height } = picture;
  const isEdge = edgeBand(background, width, height);
  const alpha = new Uint8Array(background.length);
  for (let at = 0; at < alpha.length; at++) {
    const hard = background[at] === 1 ? 0 : 255;
    alpha[at] = isEdge[at] === 0 ? hard : (mixAt(picture, background, isEdge, at) ?? hard);
  }
  return alpha;
}

/** 1 for every pixel within `BAND` rows and columns of one of the other kind. */
function edgeBand(background: Uint8Array, width: number, height: number): Uint8Array {
  const band = new Uint8Array(background.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const isTurn =
        (x + 1 < width && background[at] !== background[at + 1]) ||
        (y + 1 < height && background[at] !== background[at + width]);
      if (!isTurn) continue;
      for (let row = Math.max(0, y - BAND + 1); row <= Math.min(height - 1, y + BAND); row++) {
        band.fill(1, row * width + Math.max(0, x - BAND + 1), row * width + Math.min(width, x + BAND + 1));
      }
    }
  }
  return band;
}

function mixAt(
  { width, height, pixels }: PictureInput,
  background: Uint8Array,
  isEdge: Uint8Array,
  at: number,
): number | null {
  const [x, y] = [at % width, Math.floor(at / width)];
  const sums = new Float64Array(6);
  const counts = [0, 0];
  for (let row = Math.max(0, y - REACH); row <= Math.min(height - 1, y + REACH); row++) {
    for (let column = Math.max(0, x - REACH); column <= Math.min(width - 1, x + REACH); column++) {
      const near = row * width + column;
      if (isEdge[near] === 1) continue;
      const kind = background[near] as 0 | 1;
      counts[kind] = (counts[kind] as number) + 1;
      for (let c = 0; c < 3; c++) {
        sums[kind * 3 + c] = (sums[kind * 3 + c] as number) + (pixels[near * 3 + c] as number);
      }
    }
  }
  const [subjects, backgrounds] = counts as [number, number];
  if (subjects === 0 || backgrounds === 0) return null;
  let along = 0;
  let contrast = 0;
  for (let c = 0; c < 3; c++) {
    const behind = (sums[3 + c] as number) / backgrounds;
    const way = (sums[c] as number) / subjects - behind;
    along += ((pixels[at * 3 + c] as number) - behind) * way;
    contrast += way * way;
  }
  if (contrast < LEAST_CONTRAST) return null;
  return Math.round(255 * Math.min(1, Math.max(0, along / contrast)));
}
