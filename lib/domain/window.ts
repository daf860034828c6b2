import { area, expandWithin, growWithin, wholeOf } from "./geometry.ts";
import { MEGAPIXEL } from "./pricing.ts";
import type { Rect, Size } from "./raster.ts";
import { bestSentSize, roundUp, type SizeRules } from "./sent-size.ts";

/** What a model accepts as a picture. The window planner obeys it; no request ever exceeds it. */
export interface ImageRules extends SizeRules {
  /** In order of preference. `raw` is interleaved 8-bit RGB, for engines in the same process. */
  readonly formats: readonly ("raw" | "png" | "jpeg" | "webp")[];
  readonly maxBytes: number;
  /** The size the model does its best work at, in pixels (width × height); the planner aims for it. */
  readonly preferredPixels: number;
}

export interface WindowPlan {
  /** The part of the picture that is sent, in picture pixels. Lies inside the picture, holds the mask and its spread. */
  readonly window: Rect;
  /** Size of the picture the model gets. Obeys every one of its rules. */
  readonly sent: Size;
  /**
   * Where the window's pixels lie in the sent picture, in sent pixels. Usually all of it. What is left over (pictures
   * too small or too narrow for the model) is filled by the codec and is "keep" in the mask.
   */
  readonly placed: Rect;
  /** Sent pixels per picture pixel, the same in both directions: `placed` is `window × scale`, rounded. 1 = native. */
  readonly scale: number;
}

/** Context on every side of the marked box, in picture pixels: wider than the largest spread and its colour ring. */
const MIN_CONTEXT = 64;
/** Context as part of the marked box's mean side: what inpainting models like best, and the least that serves them. */
const IDEAL_CONTEXT = 1 / 2;
const LEAST_CONTEXT = 1 / 4;
/** A picture smaller than the model's minimum is padded, not blown up, unless it is short by more than this factor. */
const UPSCALE_FROM = 1.25;

/**
 * Chooses the window for a mask.
 *
 * Order: mask bounds → window → spread (`spreadFor`). The window never depends on the spread; it holds it because the
 * context around the mask is always wider than the largest spread there is.
 *
 * The window takes as much context as fits the model's preferred size at native resolution, up to half the marked
 * box's side; a small mark takes more (up to one megapixel, which costs the same). Only a mark too large for that is
 * scaled down. Nothing is scaled up except pictures far below the model's minimum size.
 *
 * @param maskBounds bounds of the drawn mask in picture pixels, inside the picture, not empty.
 */
export function planWindow(ask: { image: Size; maskBounds: Rect; rules: ImageRules }): WindowPlan {
  const { image, maskBounds, rules } = ask;
  const preferred = Math.min(rules.maxPixels, Math.max(rules.minPixels, rules.preferredPixels));
  const box = expandWithin(maskBounds, contextAround(maskBounds, preferred, rules.multipleOf), image);
  const wanted = withFreeContext(box, Math.min(preferred, MEGAPIXEL), rules.multipleOf, image);

  const choice = bestSentSize(wanted, preferred, rules);
  const native = fillSent(choice.sent, choice.scale, image);
  const shortBy = Math.min(choice.sent.width / native.width, choice.sent.height / native.height);
  const scale = choice.scale === 1 && shortBy > UPSCALE_FROM ? shortBy : choice.scale;

  const window = growWithin(box, fillSent(choice.sent, scale, image), image);
  return { window, sent: choice.sent, placed: place(window, choice.sent, scale), scale };
}

/**
 * The whole picture as it is, not scaled unless the model takes nothing so large (then `scale` is below 1). Pictures
 * too small or too narrow for the model are padded, never blown up.
 */
export function planWhole(image: Size, rules: ImageRules): WindowPlan {
  const { sent, scale } = bestSentSize(image, rules.maxPixels, rules);
  return { window: wholeOf(image), sent, placed: place(image, sent, scale), scale };
}

/**
 * Context in pixels: the ideal, or what lets the box fit `pixels` at native resolution with both sides brought to a
 * multiple of `step`, or where not even the least does that, the least.
 */
function contextAround(bounds: Rect, pixels: number, step: number): number {
  const meanSide = (bounds.width + bounds.height) / 2;
  const most = Math.floor(Math.max(MIN_CONTEXT, meanSide * IDEAL_CONTEXT));
  const least = Math.floor(Math.max(MIN_CONTEXT, meanSide * LEAST_CONTEXT));
  const fits = (context: number): boolean =>
    roundUp(bounds.width + 2 * context, step) * roundUp(bounds.height + 2 * context, step) <= pixels;
  if (!fits(least)) return least;
  // The margin m at which (width + 2m)(height + 2m) = pixels; rounding takes at most a step off it.
  const exact = (Math.sqrt(meanSide ** 2 - area(bounds) + pixels) - meanSide) / 2;
  let context = Math.max(least, Math.min(most, Math.floor(exact)));
  while (!fits(context)) context--;
  return context;
}

/** The box enlarged towards a square of `pixels`, as far as the picture reaches. */
function withFreeContext(box: Size, pixels: number, step: number, image: Size): Size {
  const side = Math.sqrt(pixels);
  const grown = (length: number, other: number, limit: number): number => {
    const free = Math.min(side, pixels / roundUp(other, step));
    return Math.max(length, Math.min(limit, Math.floor(free / step) * step));
  };
  return {
    width: grown(box.width, box.height, image.width),
    height: grown(box.height, box.width, image.height),
  };
}

/** The largest window whose scaled, rounded size fits `sent` and the picture. */
function fillSent(sent: Size, scale: number, image: Size): Size {
  const longest = (length: number, limit: number): number => Math.min(limit, Math.floor((length + 0.499) / scale));
  return { width: longest(sent.width, image.width), height: longest(sent.height, image.height) };
}

function place(window: Size, sent: Size, scale: number): Rect {
  const width = Math.max(1, Math.round(window.width * scale));
  const height = Math.max(1, Math.round(window.height * scale));
  return {
    x: Math.floor((sent.width - width) / 2),
    y: Math.floor((sent.height - height) / 2),
    width,
    height,
  };
}
