import { RepaintError } from "#lib/domain/error.ts";
import { learnBackground } from "./background-colours.ts";
import type { PictureInput } from "./fill.ts";
import { softenEdge } from "./soft-edge.ts";

/** Less subject than this part of the picture, or more, and there was no telling it from its background. */
const LEAST_SUBJECT = 0.003;
const MOST_SUBJECT = 0.997;
/** Specks of subject smaller than this part of the picture are background that was not recognised. */
const SPECK = 0.0005;

/**
 * Cuts a subject out of a plain background: the background's colours are learned from the border, everything of those
 * colours that hangs together with the border becomes transparent, and at the edge, where pixels are a mix of both, as
 * much as the mix tells. What lies enclosed in the subject stays opaque, whatever its colour.
 *
 * @returns the colours as they were, with alpha: interleaved 8-bit RGBA.
 * @throws RepaintError `image_rejected` where subject and background cannot be told apart
 */
export function cutOut(picture: PictureInput): Uint8Array {
  const background = floodFromBorder(picture);
  removeSpecks(picture, background);
  const subject = 1 - background.reduce((sum, flag) => sum + flag, 0) / background.length;
  if (subject < LEAST_SUBJECT || subject > MOST_SUBJECT) {
    throw new RepaintError("image_rejected", { detail: `a subject of ${(subject * 100).toFixed(1)} % of the picture` });
  }
  const alpha = softenEdge(picture, background);
  const pixels = new Uint8Array(alpha.length * 4);
  for (let at = 0; at < alpha.length; at++) {
    for (let c = 0; c < 3; c++) pixels[at * 4 + c] = picture.pixels[at * 3 + c] as number;
    pixels[at * 4 + 3] = alpha[at] as number;
  }
  return pixels;
}

/** 1 for every pixel of the background's colours that is joined to the border by such pixels. */
function floodFromBorder(picture: PictureInput): Uint8Array {
  const { width, height } = picture;
  const unlike = learnBackground(picture);
  const background = new Uint8Array(width * height);
  const open = new Int32Array(width * height);
  let count = 0;
  const visit = (at: number): void => {
    if (background[at] !== 0 || !passes(picture, at, unlike)) return;
    background[at] = 1;
    open[count++] = at;
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  for (let next = 0; next < count; next++) {
    eachNeighbour(open[next] as number, width, height, visit);
  }
  return background;
}

/** Judged by the mean of the pixel and its neighbours, so that grain does not count. */
function passes(
  { width, height, pixels }: PictureInput,
  at: number,
  unlike: ReturnType<typeof learnBackground>,
): boolean {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  const add = (index: number): void => {
    for (let c = 0; c < 3; c++) sums[c] = (sums[c] as number) + (pixels[index * 3 + c] as number);
    count++;
  };
  add(at);
  eachNeighbour(at, width, height, add);
  return unlike(sums[0] / count, sums[1] / count, sums[2] / count) <= 1;
}

function eachNeighbour(at: number, width: number, height: number, visit: (at: number) => void): void {
  const x = at % width;
  if (x > 0) visit(at - 1);
  if (x < width - 1) visit(at + 1);
  if (at >= width) visit(at - width);
  if (at < width * (height - 1)) visit(at + width);
}

/** Makes background of every small patch that is not joined to a larger one. */
function removeSpecks({ width, height }: PictureInput, background: Uint8Array): void {
  const smallest = background.length * SPECK;
  const seen = background.slice();
  const patch = new Int32Array(background.length);
  for (let start = 0; start < background.length; start++) {
    if (seen[start] !== 0) continue;
    let count = 0;
    const visit = (at: number): void => {
      if (seen[at] !== 0) return;
      seen[at] = 1;
      patch[count++] = at;
    };
    visit(start);
    for (let next = 0; next < count; next++) eachNeighbour(patch[next] as number, width, height, visit);
    if (count < smallest) for (let index = 0; index < count; index++) background[patch[index] as number] = 1;
  }
}
