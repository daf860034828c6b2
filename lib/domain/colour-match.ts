import { visitDistances } from "./distance.ts";
import { colourChannels, hasAlpha, type Mask, maxSample, type Raster } from "./raster.ts";

/**
 * How to bring painted colours to the picture's: `corrected = gain × painted + offset`, in 8-bit levels (0..255), one
 * pair for grey pictures (on luma), three for RGB. Null where nothing is to be corrected.
 */
export type ColourCorrection = readonly ChannelCorrection[] | null;

interface ChannelCorrection {
  readonly gain: number;
  readonly offset: number;
}

/** Width of the ring of untouched pixels around the patch that is compared, in picture pixels. */
export const RING_PIXELS = 16;
const MAX_SAMPLES = 65_536;
/** Fewer untouched pixels than this say nothing about the model's colours. */
const MIN_SAMPLES = 64;
const MIN_GAIN = 0.8;
const MAX_GAIN = 1.25;
/** A model that is off by more levels than this has painted something else, not the same thing in other colours. */
const MAX_SHIFT = 32;
/** Below this spread of levels a ring has no contrast to measure a gain by. */
const FLAT_VARIANCE = 2 ** 2;
/** What may remain unexplained: this many levels, or this part of the picture's own variance in the ring. */
const MAX_RESIDUAL = 8 ** 2;
const MAX_UNEXPLAINED = 0.4;
/** Corrections that move no value by as much as half a level are none. */
const LEAST_EFFECT = 0.5;

/**
 * Compares what the model made of the pixels around the patch with what they are, and returns the correction that
 * would have brought them together: models shift colours a little over the whole picture they return.
 *
 * Measured on the ring of up to 16 px outside the effective mask, on opaque pixels, robust against outliers. Gain is
 * the regression of picture on painted, not the ratio of their spreads: a result that was scaled down and up again is
 * blurred, and must not be sharpened into contrast. Null if the ring is too small, equal already, or so different that
 * the model repainted it. All three rasters have the window's size; `painted` is 8-bit RGB.
 */
export function colourMatch(painted: Raster<Uint8Array>, base: Raster, effective: Mask): ColourCorrection {
  const samples = sampleRing(painted, base, effective);
  const corrections: ChannelCorrection[] = [];
  for (const channel of samples) {
    const correction = fitChannel(channel);
    if (correction === null) return null;
    corrections.push(correction);
  }
  return corrections.some(
    ({ gain, offset }) => Math.max(Math.abs(offset), Math.abs(gain * 255 + offset - 255)) >= LEAST_EFFECT,
  )
    ? corrections
    : null;
}

/** A correction taken only so far: at 0 none of it, at 1 all. */
export function atStrength(correction: ColourCorrection, strength: number): ColourCorrection {
  if (correction === null || strength === 1) return correction;
  if (strength === 0) return null;
  return correction.map(({ gain, offset }) => ({ gain: 1 + (gain - 1) * strength, offset: offset * strength }));
}

/** Rec. 709 luma of an 8-bit RGB pixel, on encoded values: how a painted colour becomes grey. */
export function lumaAt(rgb: Uint8Array, at: number): number {
  return 0.2126 * (rgb[at] as number) + 0.7152 * (rgb[at + 1] as number) + 0.0722 * (rgb[at + 2] as number);
}

interface Pairs {
  readonly painted: Float64Array;
  readonly base: Float64Array;
}

/** Pairs of levels (0..255) from the ring, per colour channel: every pixel of a small ring, every 2nd, 4th… of a large one. */
function sampleRing(painted: Raster<Uint8Array>, base: Raster, effective: Mask): Pairs[] {
  const ring = ringPixels(base, effective);
  const colours = colourChannels(base);
  const perLevel = maxSample(base) / 255;
  return Array.from({ length: colours }, (_, channel) => ({
    painted: Float64Array.from(ring, (pixel) =>
      colours === 1 ? lumaAt(painted.data, pixel * 3) : (painted.data[pixel * 3 + channel] as number),
    ),
    base: Float64Array.from(ring, (pixel) => (base.data[pixel * base.channels + channel] as number) / perLevel),
  }));
}

/** Indices of ring pixels, evenly thinned to at most `MAX_SAMPLES`. */
function ringPixels(base: Raster, effective: Mask): Uint32Array {
  const { width, data } = effective;
  const kept = new Uint32Array(MAX_SAMPLES);
  const withAlpha = hasAlpha(base);
  const opaque = maxSample(base);
  let count = 0;
  let seen = 0;
  let stride = 1;
  const vertical = new Uint8Array(data.length);
  visitDistances(effective, 1, RING_PIXELS, vertical, (y, squared) => {
    for (let x = 0; x < width; x++) {
      const distance = squared[x] as number;
      if (distance === 0 || distance > RING_PIXELS ** 2) continue;
      const pixel = y * width + x;
      if (withAlpha && base.data[(pixel + 1) * base.channels - 1] !== opaque) continue;
      if (seen++ % stride !== 0) continue;
      if (count === MAX_SAMPLES) {
        for (let index = 0; index < MAX_SAMPLES / 2; index++) kept[index] = kept[index * 2] as number;
        count = MAX_SAMPLES / 2;
        stride *= 2;
      }
      kept[count++] = pixel;
    }
  });
  return kept.slice(0, count);
}

/** The correction of one channel, or null where the ring does not support one. */
function fitChannel(pairs: Pairs): ChannelCorrection | null {
  const { painted, base } = withoutOutliers(pairs);
  const count = painted.length;
  if (count < MIN_SAMPLES) return null;
  const paintedMean = mean(painted);
  const baseMean = mean(base);
  let paintedVariance = 0;
  let baseVariance = 0;
  let covariance = 0;
  for (let index = 0; index < count; index++) {
    const p = (painted[index] as number) - paintedMean;
    const b = (base[index] as number) - baseMean;
    paintedVariance += (p * p) / count;
    baseVariance += (b * b) / count;
    covariance += (p * b) / count;
  }
  const slope = paintedVariance < FLAT_VARIANCE ? 1 : covariance / paintedVariance;
  const gain = Math.min(MAX_GAIN, Math.max(MIN_GAIN, slope));
  const residual = baseVariance - 2 * gain * covariance + gain * gain * paintedVariance;
  const isTrustworthy =
    Math.abs(baseMean - paintedMean) <= MAX_SHIFT && residual <= Math.max(MAX_RESIDUAL, MAX_UNEXPLAINED * baseVariance);
  return isTrustworthy ? { gain, offset: baseMean - gain * paintedMean } : null;
}

/** Drops pairs whose difference is far from the usual one (three deviations, by the median): repainted spots, shadows. */
function withoutOutliers({ painted, base }: Pairs): Pairs {
  const differences = painted.map((value, index) => (base[index] as number) - value);
  const middle = median(differences);
  const deviation = median(differences.map((value) => Math.abs(value - middle)));
  const reach = Math.max(4, 3 * 1.4826 * deviation);
  const isUsual = (_: number, index: number): boolean => Math.abs((differences[index] as number) - middle) <= reach;
  return { painted: painted.filter(isUsual), base: base.filter(isUsual) };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: Float64Array): number {
  return values.length === 0 ? 0 : (values.toSorted()[values.length >> 1] as number);
}
