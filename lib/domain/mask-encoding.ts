import type { Mask, Raster, Rect, Size } from "./raster.ts";

/** How a model wants to be told which pixels to repaint. Pure data; `encodeMask` obeys it. */
export interface MaskEncoding {
  /** `raw` is one byte per pixel for engines in the same process, `none` means the model takes no mask. */
  readonly channel: "luminance" | "alpha" | "raw" | "none";
  /** What a mask value of 255 (white, or opaque) means to the model. */
  readonly polarity: "255-repaints" | "255-keeps";
  /**
   * Whether values between 0 and 255 mean something. Otherwise every pixel above 0 is to be repainted: a pixel the
   * patch will take even a little of must have been painted.
   */
  readonly soft: boolean;
  /** Encoded size limit in bytes. */
  readonly maxBytes: number;
  /** False where the model also works without a mask, on the whole picture. */
  readonly required: boolean;
}

/**
 * The mask as the model's declaration asks for it: 1 channel for `luminance` and `raw`, RGBA for `alpha`, null for
 * `none`. In RGBA alpha says it in the model's polarity, and the colour says it as readers of luminance understand it
 * (white = repaint), so no colour is undefined under transparency. Same size as `mask`, which is 255 = repaint
 * whatever the encoding.
 */
export function encodeMask(mask: Mask, encoding: MaskEncoding): Raster<Uint8Array> | null {
  if (encoding.channel === "none") return null;
  const { width, height } = mask;
  if (isCanonical(encoding)) return { width, height, channels: 1, data: mask.data.slice() };
  const repaint = (value: number) => (encoding.soft ? value : value > 0 ? 255 : 0);
  const encoded = (value: number) => (encoding.polarity === "255-repaints" ? repaint(value) : 255 - repaint(value));
  if (encoding.channel === "alpha") {
    return { width, height, channels: 4, data: mapToPixels(mask.data, (value) => [repaint(value), encoded(value)]) };
  }
  const table = Uint8Array.from({ length: 256 }, (_, value) => encoded(value));
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) data[at] = table[mask.data[at] as number] as number;
  return { width, height, channels: 1, data };
}

/** Grey and alpha of each value, as RGBA; four bytes are written at a time, in whatever order this machine has them. */
function mapToPixels(
  values: Uint8Array,
  pixelOf: (value: number) => readonly [grey: number, alpha: number],
): Uint8Array {
  const bytes = new Uint8Array(256 * 4);
  for (let value = 0; value < 256; value++) {
    const [grey, alpha] = pixelOf(value);
    bytes.set([grey, grey, grey, alpha], value * 4);
  }
  const table = new Uint32Array(bytes.buffer);
  const pixels = new Uint32Array(values.length);
  for (let at = 0; at < pixels.length; at++) pixels[at] = table[values[at] as number] as number;
  return new Uint8Array(pixels.buffer);
}

/** One byte per pixel, 255 = repaint, greys kept: the mask as it is here. */
const isCanonical = ({ channel, polarity, soft }: MaskEncoding) =>
  channel !== "alpha" && polarity === "255-repaints" && soft;

/** The inverse of `encodeMask`: what a provider that follows its own documentation sees, as 255 = repaint. */
export function readMaskAsDocumented(encoded: Raster<Uint8Array>, encoding: MaskEncoding): Mask {
  const { width, height, channels, data } = encoded;
  const from = encoding.channel === "alpha" ? 3 : 0;
  const seen = new Uint8Array(width * height);
  for (let at = 0; at < seen.length; at++) {
    const value = data[at * channels + from] as number;
    seen[at] = encoding.polarity === "255-repaints" ? value : 255 - value;
  }
  return { width, height, data: seen };
}

/**
 * A mask of the window's size brought to the sent picture: each sent pixel takes the largest value it covers, so that
 * nothing marked is lost however far the window is scaled down; padding around `placed` is 0 (keep).
 */
export function fitMask(mask: Mask, { sent, placed }: { sent: Size; placed: Rect }): Mask {
  const data = new Uint8Array(sent.width * sent.height);
  const columns = coveredBy(placed.width, mask.width);
  const rows = coveredBy(placed.height, mask.height);
  for (let y = 0; y < placed.height; y++) {
    const target = (placed.y + y) * sent.width + placed.x;
    for (let sourceY = rows.first[y] as number; sourceY < (rows.until[y] as number); sourceY++) {
      const source = sourceY * mask.width;
      for (let x = 0; x < placed.width; x++) {
        let most = data[target + x] as number;
        const until = source + (columns.until[x] as number);
        for (let at = source + (columns.first[x] as number); at < until; at++) {
          if ((mask.data[at] as number) > most) most = mask.data[at] as number;
        }
        data[target + x] = most;
      }
    }
  }
  return { width: sent.width, height: sent.height, data };
}

/** For every one of `count` equal cells laid over `length` pixels: the pixels it touches, from `first` up to `until`. */
function coveredBy(count: number, length: number): { first: Int32Array; until: Int32Array } {
  const first = new Int32Array(count);
  const until = new Int32Array(count);
  for (let cell = 0; cell < count; cell++) {
    first[cell] = Math.floor((cell * length) / count);
    until[cell] = Math.ceil(((cell + 1) * length) / count);
  }
  return { first, until };
}
