import { type ColourCorrection, lumaAt } from "./colour-match.ts";
import { RepaintError } from "./error.ts";
import { intersect, type Point, wholeOf } from "./geometry.ts";
import { maskBounds } from "./mask.ts";
import {
  colourChannels,
  emptyLike,
  hasAlpha,
  type Mask,
  maxSample,
  type Raster,
  type Rect,
  toEightBits,
} from "./raster.ts";

/** What an edit leaves behind: pixels with straight alpha, grey+alpha or RGBA in the picture's own depth. */
export interface Patch<Samples extends Uint8Array | Uint16Array = Uint8Array | Uint16Array> {
  /** Where it lies, in pixels of the raster it was cut from. */
  readonly rect: Rect;
  readonly raster: Raster<Samples>;
}

/**
 * Cuts a model's result by the effective mask, no larger than the mask's bounds. Alpha is the mask; where it is 0 the
 * colour is 0 as well, and nothing of the model's result is left.
 *
 * Grey pictures take the result's luma. In 16-bit pictures a level becomes `level × 257`, but where the result, rounded
 * to 8 bits, is what the picture already was, the picture's own 16 bits are kept.
 *
 * @param base the window as it was, any colour model and depth. @param painted the result in the window's size.
 * @throws RepaintError `mask_empty` when the mask is 0 everywhere.
 */
export function cutPatch<Samples extends Uint8Array | Uint16Array>(
  base: Raster<Samples>,
  painted: Raster<Uint8Array>,
  effective: Mask,
  correction: ColourCorrection,
): Patch<Samples> {
  requireSameSize(base, painted);
  requireSameSize(base, effective);
  if (painted.channels !== 3) throw new RangeError("A painted window is 8-bit RGB");
  const rect = maskBounds(effective);
  if (rect === null) throw new RepaintError("mask_empty");

  const colours = colourChannels(base);
  const channels = colours === 1 ? 2 : 4;
  const perLevel = maxSample(base) / 255;
  const data = emptyLike(base.data, rect.width * rect.height * channels);
  for (let y = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++) {
      const pixel = (rect.y + y) * base.width + rect.x + x;
      const alpha = effective.data[pixel] as number;
      if (alpha === 0) continue;
      const target = (y * rect.width + x) * channels;
      for (let channel = 0; channel < colours; channel++) {
        const level = colours === 1 ? lumaAt(painted.data, pixel * 3) : (painted.data[pixel * 3 + channel] as number);
        const sample = Math.round(corrected(level, channel, correction) * perLevel);
        const own = base.data[pixel * base.channels + channel] as number;
        data[target + channel] = perLevel !== 1 && toEightBits(sample) === toEightBits(own) ? own : sample;
      }
      data[target + colours] = alpha * perLevel;
    }
  }
  return { rect, raster: { width: rect.width, height: rect.height, channels, data } };
}

/**
 * Lays a patch over a picture, in place, its top-left pixel at `at` (picture pixels; parts outside are left out).
 * Straight alpha "over": where the patch's alpha is 0 no sample is touched, where it is full the patch's samples are
 * copied, between them values are mixed and rounded to nearest. Colour model and depth must be the picture's.
 *
 * @param opacity 0..1, by which the patch's alpha is multiplied; at 0 no sample is touched.
 */
export function applyPatch(base: Raster, patch: Raster, at: Point, opacity = 1): void {
  const colours = colourChannels(patch);
  if (!hasAlpha(patch) || colours !== colourChannels(base) || maxSample(base) !== maxSample(patch)) {
    throw new RangeError("A patch has alpha, and the picture's colour model and depth");
  }
  const visible = intersect({ ...at, width: patch.width, height: patch.height }, wholeOf(base));
  if (visible === null) return;
  const mix = hasAlpha(base) ? mixOverAlpha : mixOverOpaque;
  const max = maxSample(base);
  for (let y = visible.y; y < visible.y + visible.height; y++) {
    let to = (y * base.width + visible.x) * base.channels;
    let from = ((y - at.y) * patch.width + visible.x - at.x) * patch.channels;
    for (let x = 0; x < visible.width; x++, to += base.channels, from += patch.channels) {
      const alpha = Math.round((patch.data[from + colours] as number) * opacity);
      if (alpha === 0) continue;
      if (alpha === max) copyPixel(base, to, patch, from, colours);
      else mix(base.data, to, patch.data, from, colours, alpha, max);
    }
  }
}

/** `base` has no alpha, or the patch's pixel is opaque. */
function copyPixel(base: Raster, to: number, patch: Raster, from: number, colours: number): void {
  for (let channel = 0; channel < colours; channel++) base.data[to + channel] = patch.data[from + channel] as number;
  if (hasAlpha(base)) base.data[to + colours] = patch.data[from + colours] as number;
}

type Samples = Uint8Array | Uint16Array;

function mixOverOpaque(
  base: Samples,
  to: number,
  patch: Samples,
  from: number,
  colours: number,
  alpha: number,
  max: number,
): void {
  for (let channel = 0; channel < colours; channel++) {
    const under = base[to + channel] as number;
    const over = patch[from + channel] as number;
    base[to + channel] = Math.round((over * alpha + under * (max - alpha)) / max);
  }
}

function mixOverAlpha(
  base: Samples,
  to: number,
  patch: Samples,
  from: number,
  colours: number,
  alpha: number,
  max: number,
): void {
  const share = ((base[to + colours] as number) * (max - alpha)) / max;
  for (let channel = 0; channel < colours; channel++) {
    const under = base[to + channel] as number;
    const over = patch[from + channel] as number;
    base[to + channel] = Math.round((over * alpha + under * share) / (alpha + share));
  }
  base[to + colours] = Math.round(alpha + share);
}

function corrected(level: number, channel: number, correction: ColourCorrection): number {
  const pair = correction?.[channel];
  return pair === undefined ? level : Math.min(255, Math.max(0, pair.gain * level + pair.offset));
}

function requireSameSize(a: { width: number; height: number }, b: { width: number; height: number }): void {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError(`Expected the window's size ${a.width}×${a.height}, got ${b.width}×${b.height}`);
  }
}
