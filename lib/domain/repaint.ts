import { type ColourCorrection, lumaAt } from "./colour-match.ts";
import { maskBounds } from "./mask.ts";
import { applyPatch, cutPatch } from "./patch.ts";
import { colourChannels, emptyLike, hasAlpha, type Mask, maxSample, type Raster, toEightBits } from "./raster.ts";

type Samples = Uint8Array | Uint16Array;

/**
 * A picture whose every colour is the model's: the colour model and depth of `like`, and the given alpha. The model saw
 * transparency laid over white, so that white is taken out of its answer again.
 *
 * @param painted 8-bit RGB. @param alpha one sample a pixel in the depth of `like`, of the painted size; null exactly
 * where `like` has none. @param own the picture that was repainted, where it has the painted size: its 16 bits are kept
 * where the result, rounded to 8, equals them, and its colours where it is fully transparent.
 */
export function repaintedPicture(
  painted: Raster<Uint8Array>,
  like: Raster,
  alpha: Samples | null,
  own: Raster | null = null,
): Raster {
  if ((alpha !== null) !== hasAlpha(like)) throw new RangeError("Alpha belongs to pictures that have it");
  const { channels } = like;
  const colours = colourChannels(like);
  const max = maxSample(like);
  const perLevel = max / 255;
  const pixels = painted.width * painted.height;
  const data = emptyLike(like.data, pixels * channels);
  for (let pixel = 0, to = 0; pixel < pixels; pixel++, to += channels) {
    const opacity = alpha === null ? 1 : (alpha[pixel] as number) / max;
    for (let channel = 0; channel < colours; channel++) {
      const level = colours === 1 ? lumaAt(painted.data, pixel * 3) : (painted.data[pixel * 3 + channel] as number);
      const sample = Math.round(withoutWhite(level, opacity) * perLevel);
      const before = own === null ? sample : (own.data[to + channel] as number);
      const isSame = opacity === 0 || (perLevel !== 1 && toEightBits(sample) === toEightBits(before));
      data[to + channel] = isSame ? before : sample;
    }
    if (alpha !== null) data[to + colours] = alpha[pixel] as number;
  }
  return { width: painted.width, height: painted.height, channels, data };
}

function withoutWhite(level: number, opacity: number): number {
  if (opacity === 1 || opacity === 0) return level;
  return Math.min(255, Math.max(0, (level - 255 * (1 - opacity)) / opacity));
}

/** The alpha of a picture, one sample a pixel; null where it has none. */
export function alphaOf(raster: Raster): Raster | null {
  if (!hasAlpha(raster)) return null;
  const { width, height, channels } = raster;
  const data = emptyLike(raster.data, width * height);
  for (let pixel = 0; pixel < data.length; pixel++) data[pixel] = raster.data[(pixel + 1) * channels - 1] as number;
  return { width, height, channels: 1, data };
}

/** The picture with its own colours, sample for sample, and its alpha multiplied by `opacity` (8 bits, same size). */
export function withOpacity(raster: Raster, opacity: Mask): Raster {
  const { width, height } = raster;
  const colours = colourChannels(raster);
  const channels = colours === 1 ? 2 : 4;
  const max = maxSample(raster);
  const data = emptyLike(raster.data, width * height * channels);
  for (let pixel = 0, from = 0, to = 0; pixel < width * height; pixel++, from += raster.channels, to += channels) {
    for (let channel = 0; channel < colours; channel++) data[to + channel] = raster.data[from + channel] as number;
    const own = hasAlpha(raster) ? (raster.data[from + colours] as number) : max;
    data[to + colours] = Math.round((own * (opacity.data[pixel] as number)) / 255);
  }
  return { width, height, channels, data };
}

/** Rows laid over at a time: a patch of a whole 100 MP picture would be as large as the picture. */
const STRIP_ROWS = 64;

/**
 * Lays a painted window over a part of a picture, in place: what `cutPatch` and `applyPatch` do, without a patch of the
 * window's size between them. `base` is the window before; it, `painted` and `effective` have one size.
 *
 * @param at where the window lies on `target`, wholly inside.
 */
export function paintOver(
  target: Raster,
  at: { readonly x: number; readonly y: number },
  { base, painted, effective, correction }: PaintedWindow,
): void {
  for (let top = 0; top < base.height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, base.height - top);
    const mask = stripOf({ ...effective, channels: 1 }, top, rows) as Raster<Uint8Array>;
    if (maskBounds(mask) === null) continue;
    const patch = cutPatch(
      stripOf(base, top, rows),
      stripOf(painted, top, rows) as Raster<Uint8Array>,
      mask,
      correction,
    );
    applyPatch(target, patch.raster, { x: at.x + patch.rect.x, y: at.y + top + patch.rect.y });
  }
}

export interface PaintedWindow {
  readonly base: Raster;
  /** 8-bit RGB. */
  readonly painted: Raster<Uint8Array>;
  readonly effective: Mask;
  readonly correction: ColourCorrection;
}

/** Some rows of a raster, not copied. */
function stripOf({ width, channels, data }: Raster, top: number, rows: number): Raster {
  return {
    width,
    height: rows,
    channels,
    data: data.subarray(top * width * channels, (top + rows) * width * channels),
  };
}
