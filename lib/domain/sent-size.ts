import type { Size } from "./raster.ts";

/** Which picture sizes a model accepts, in pixels. */
export interface SizeRules {
  readonly minSide: number;
  readonly maxSide: number;
  readonly minPixels: number;
  readonly maxPixels: number;
  /** Longer side over shorter side, at most. */
  readonly maxRatio: number;
  readonly multipleOf: number;
}

interface Choice {
  readonly sent: Size;
  /** Sent pixels per picture pixel, at most 1. */
  readonly scale: number;
}

/**
 * The size to send a window of `wanted` picture pixels at: of all sizes the model allows, the one that shows the
 * window largest, at most 1:1, and of those the smallest. Where the window must be scaled down anyway, no size above
 * `preferredPixels` is used, unless the model allows no other.
 *
 * The window always fits into it: `wanted × scale` is nowhere larger than `sent`. What it does not fill is more
 * context or padding. Walks the legal widths, so it holds for any combination of rules.
 *
 * @throws RangeError when no size at all obeys the rules: an error in the model's declaration.
 */
export function bestSentSize(wanted: Size, preferredPixels: number, rules: SizeRules): Choice {
  const aim = scaleFor(wanted, preferredPixels, rules.maxRatio);
  const best =
    (aim < 1 ? largestView(wanted, aim, { ...rules, maxPixels: preferredPixels }) : null) ??
    largestView(wanted, aim, rules);
  if (best === null) throw new RangeError("No picture size obeys the model's rules");
  return { sent: best.sent, scale: Math.min(1, best.sent.width / wanted.width, best.sent.height / wanted.height) };
}

function largestView(wanted: Size, aim: number, rules: SizeRules): Choice | null {
  const step = rules.multipleOf;
  let best: Choice | null = null;
  for (let width = roundUp(rules.minSide, step); width <= rules.maxSide; width += step) {
    const heights = legalHeights(width, rules);
    if (heights.least > heights.most) continue;
    const scale = Math.min(aim, width / wanted.width, heights.most / wanted.height);
    const height = Math.max(heights.least, roundUp(wanted.height * scale, step));
    const choice = { sent: { width, height: Math.min(height, heights.most) }, scale };
    if (best === null || isBetter(choice, best)) best = choice;
  }
  return best;
}

/** The scale, at most 1, at which the window in the narrowest frame of a legal ratio has `pixels`. */
function scaleFor(wanted: Size, pixels: number, maxRatio: number): number {
  const frameWidth = Math.max(wanted.width, wanted.height / maxRatio);
  const frameHeight = Math.max(wanted.height, wanted.width / maxRatio);
  return Math.min(1, Math.sqrt(pixels / (frameWidth * frameHeight)));
}

function legalHeights(width: number, rules: SizeRules): { least: number; most: number } {
  const least = Math.max(rules.minSide, rules.minPixels / width, width / rules.maxRatio);
  const most = Math.min(rules.maxSide, rules.maxPixels / width, width * rules.maxRatio);
  return { least: roundUp(least, rules.multipleOf), most: Math.floor(most / rules.multipleOf) * rules.multipleOf };
}

function isBetter(a: Choice, b: Choice): boolean {
  // Scales that differ by less than a millionth differ by less than a pixel in any picture.
  if (Math.abs(a.scale - b.scale) > 1e-6) return a.scale > b.scale;
  return a.sent.width * a.sent.height < b.sent.width * b.sent.height;
}

/** The next multiple of `step`. */
export function roundUp(value: number, step: number): number {
  // A hair below, so that 1024.0000000001 stays 1024.
  return Math.ceil(value / step - 1e-9) * step;
}
