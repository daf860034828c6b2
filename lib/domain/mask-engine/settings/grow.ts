import { visitDistances } from "../../distance.ts";
import { cropMask } from "../../mask.ts";
import type { Mask, Rect } from "../../raster.ts";
import type { MaskRule } from "./rule.ts";

/**
 * The values whose outlines are moved; between them the falloff of a soft edge is a straight line. Closer together where
 * a brush's falloff bends: it is followed within 2 %.
 */
const LEVELS: readonly number[] = [1, 16, 64, 128, 192, 240, 255];
/** Outlines of neighbouring levels farther apart than this, in pixels, show as a step after growing. */
const WIDEST_FALLOFF = 32;

/**
 * Moves the edge out by `pixels`, or in where it is negative, along the exact distance. Soft edges stay as soft as they
 * were: the outline of each of seven levels is moved, and hard ones end within one pixel.
 */
export function growRule(pixels: number): MaskRule {
  const reach = Math.abs(pixels) + WIDEST_FALLOFF;
  if (pixels > 0) return { reach, inverts: false, apply: (window, inner) => grown(window, inner, pixels) };
  const apply = (window: Mask, inner: Rect) => inverted(grown(inverted(window), inner, -pixels));
  return { reach, inverts: false, apply };
}

function grown(window: Mask, inner: Rect, pixels: number): Mask {
  const limit = pixels + WIDEST_FALLOFF;
  const roots = Float32Array.from({ length: limit * limit + 2 }, (_, squared) => Math.sqrt(squared));
  const present = new Uint32Array(256);
  for (let at = 0; at < window.data.length; at++) present[window.data[at] as number] = 1;
  const own = cropMask(window, inner);
  /** Distances from the level before, and the sum of what each level adds, 256 times finer. */
  const lower = new Float32Array(own.data.length);
  const sums = new Uint32Array(own.data.length);
  const vertical = new Uint8Array(window.data.length);
  let below = 0;
  for (const level of LEVELS) {
    const part = level - below;
    const isSameOutline = below > 0 && !present.subarray(below, level).includes(1);
    if (isSameOutline) {
      for (let at = 0; at < sums.length; at++) addPart(at, part, lower[at] as number, 1);
    } else {
      const visit = (y: number, squared: Int32Array) => {
        const row = (y - inner.y) * inner.width;
        for (let x = 0; x < inner.width; x++) {
          const distance = roots[squared[inner.x + x] as number] as number;
          const at = row + x;
          addPart(at, part, distance, below === 0 ? 1 : Math.max(1, distance - (lower[at] as number)));
          lower[at] = distance;
        }
      };
      visitDistances(window, level, limit, vertical, visit, inner);
    }
    below = level;
  }
  for (let at = 0; at < sums.length; at++) {
    own.data[at] = Math.max(own.data[at] as number, ((sums[at] as number) + 128) >> 8);
  }
  return own;

  /** A level is reached whole up to `pixels` away, and falls to that below it over `falloff`. */
  function addPart(at: number, part: number, distance: number, falloff: number): void {
    if (distance > limit || distance >= pixels + falloff) return;
    const share = distance <= pixels ? 1 : (pixels + falloff - distance) / falloff;
    sums[at] = (sums[at] as number) + part * Math.floor(share * 256);
  }
}

function inverted(mask: Mask): Mask {
  const data = new Uint8Array(mask.data.length);
  for (let at = 0; at < data.length; at++) data[at] = 255 - (mask.data[at] as number);
  return { ...mask, data };
}
