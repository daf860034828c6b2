import { visitDistances } from "./distance.ts";
import type { Mask } from "./raster.ts";
import type { Spread } from "./spread.ts";

/** Pixels marked at least this strongly count as the object; weaker ones are its soft edge and do not grow. */
const OBJECT_THRESHOLD = 128;

/**
 * The mask that decides, whatever the provider did: the alpha of the patch, 255 = result, 0 = picture untouched.
 *
 * alpha = max(drawn value, f(d)), d the exact Euclidean distance in pixels to the nearest pixel with a drawn value of
 * 128 or more; f is 255 up to `grow` and falls smoothly to exactly 0 at `spreadPixels`. So alpha is 0 everywhere
 * farther than `spreadPixels` from the drawn mask, and drawn soft edges survive. A spread of 0 leaves the drawn mask as
 * it is. Same size as `drawn`, which must hold
 * the whole mask: what is cut off cannot spread. Needs the result's own memory plus a few rows.
 */
export function effectiveMask(drawn: Mask, spread: Spread): Mask {
  const { width, height } = drawn;
  const data = new Uint8Array(width * height);
  const alphaOf = alphaBySquaredDistance(spread);
  // `data` first holds the vertical distances; each of its rows becomes alpha when that row has been read.
  visitDistances(drawn, OBJECT_THRESHOLD, spread.spreadPixels, data, (y, squared) => {
    const start = y * width;
    for (let x = 0; x < width; x++) {
      const grown = alphaOf[squared[x] as number] as number;
      const own = drawn.data[start + x] as number;
      data[start + x] = Math.max(own, grown);
    }
  });
  return { width, height, data };
}

/**
 * What a model is told that softens the edge itself: 255 up to `grow` from the object, and wherever anything is drawn;
 * otherwise 0, nothing between.
 */
export function hardMask(drawn: Mask, grow: number): Mask {
  const { width, height, data } = effectiveMask(drawn, { grow, feather: 0, spreadPixels: grow });
  return { width, height, data: data.map((value) => (value > 0 ? 255 : 0)) };
}

function alphaBySquaredDistance({ grow, feather, spreadPixels }: Spread): Uint8Array {
  const table = new Uint8Array(spreadPixels * spreadPixels + 2);
  if (spreadPixels === 0) return table;
  for (let squared = 0; squared <= spreadPixels * spreadPixels; squared++) {
    const distance = Math.sqrt(squared);
    const fall = distance <= grow ? 0 : Math.min(1, (distance - grow) / feather);
    table[squared] = Math.round(255 * (1 - fall * fall * (3 - 2 * fall)));
  }
  return table;
}
