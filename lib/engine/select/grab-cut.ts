import type { PictureInput } from "../fill.ts";
import { learnMixture } from "./colour-mixture.ts";
import { eachLink, stepLength } from "./grid.ts";
import { minCut } from "./min-cut.ts";

/** What is known of a pixel beforehand. */
export const SURELY_BACKGROUND = 0;
export const PERHAPS_OBJECT = 1;
export const SURELY_OBJECT = 2;

/** Weight of an edge against colour, as in the paper. */
const GAMMA = 50;
const ROUNDS = 4;
/** Dearer than all links of a pixel together. */
const SURE = 9 * GAMMA;
/** Colours are learned from at most about this many pixels of each side. */
const MOST_LEARNED = 30_000;

/**
 * Finds the object in the part of a picture that may be object, by colour and edges: GrabCut (Rother, Kolmogorov and
 * Blake 2004). Meant for pictures of up to about 640 pixels a side; a second or less there.
 *
 * @param known one of the three constants per pixel.
 * @returns 1 for object, 0 for background; all 0 where nothing may be object.
 */
export function grabCut(picture: PictureInput, known: Uint8Array): Uint8Array {
  const { width, height, pixels } = picture;
  let object: Uint8Array = known.map((state) => (state === SURELY_BACKGROUND ? 0 : 1));
  const links = measureLinks(picture);
  for (let round = 0; round < ROUNDS; round++) {
    const inside = some(object, 1);
    const outside = some(object, 0);
    if (inside.length === 0 || outside.length === 0) break;
    const unlikeObject = learnMixture(pixels, inside);
    const unlikeBackground = learnMixture(pixels, outside);
    const terminal = Float32Array.from(known, (state, at) => {
      if (state === SURELY_BACKGROUND) return -SURE;
      if (state === SURELY_OBJECT) return SURE;
      return unlikeBackground(pixels, at * 3) - unlikeObject(pixels, at * 3);
    });
    const next = minCut({ width, height, terminal, links: links.slice() });
    const isSettled = next.every((value, at) => value === object[at]);
    object = next;
    if (isSettled) break;
  }
  return object;
}

/** Cheap to part where the colour changes more than it usually does in this picture. */
function measureLinks({ width, height, pixels }: PictureInput): Float32Array {
  const square = (at: number, to: number) => {
    let sum = 0;
    for (let c = 0; c < 3; c++) sum += (pixels[at * 3 + c]! - pixels[to * 3 + c]!) ** 2;
    return sum;
  };
  let total = 0;
  let count = 0;
  eachLink(width, height, (at, _, to) => {
    total += square(at, to);
    count++;
  });
  const beta = total === 0 ? 0 : count / (2 * total);
  const links = new Float32Array(width * height * 8);
  eachLink(width, height, (at, direction, to) => {
    const weight = (GAMMA / stepLength(direction)) * Math.exp(-beta * square(at, to));
    links[at * 8 + direction] = weight;
    links[to * 8 + (direction ^ 1)] = weight;
  });
  return links;
}

/** Indexes of pixels of one kind, evenly thinned out. */
function some(object: Uint8Array, kind: 0 | 1): Int32Array {
  let count = 0;
  for (const value of object) if (value === kind) count++;
  const stride = Math.max(1, Math.ceil(count / MOST_LEARNED));
  const found: number[] = [];
  let seen = 0;
  for (let at = 0; at < object.length; at++) if (object[at] === kind && seen++ % stride === 0) found.push(at);
  return Int32Array.from(found);
}
