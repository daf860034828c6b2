import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { area } from "#lib/domain/geometry.ts";
import { cropRaster, type Raster, type Rect, type Size } from "#lib/domain/raster.ts";
import type { WindowPlan } from "#lib/domain/window.ts";
import type { ProviderResult } from "#lib/providers/provider.ts";
import { resize } from "../codec/convert.ts";
import { decodeResult, decodeResultAlpha } from "../codec/untrusted.ts";

/** Providers round sides to their own multiples; more than this difference in aspect is another picture. */
const MAX_ASPECT_ERROR = 0.03;
/** A provider may answer larger than it was asked (upscaled), up to this many times the pixels expected. */
const MAX_GROWTH = 16;

/** Where a window lies in the picture that was sent, and so in the answer. */
export type Placing = { readonly window: Size } & Pick<WindowPlan, "sent" | "placed">;

/**
 * Brings a model's answer back to the window at native resolution, 8-bit RGB.
 *
 * @throws RepaintError `bad_response` for anything that is not a picture of the shape that was sent.
 */
export async function fitToWindow(result: ProviderResult, placing: Placing): Promise<Raster<Uint8Array>> {
  return bringBack(await readResult(result.image, placing.sent), placing);
}

/** The same for the answer's transparency: one channel, 255 = opaque. A picture without any is a `bad_response`. */
export async function fitOpacity(result: ProviderResult, placing: Placing): Promise<Raster<Uint8Array>> {
  return bringBack(await readOpacity(result.image, placing.sent), placing);
}

type Answer = ProviderResult["image"];

/** The answer as an RGB picture of about the expected shape, in whatever size it came. */
export async function readResult({ bytes, format }: Answer, expected: Size): Promise<Raster<Uint8Array>> {
  const limits = { maxPixels: area(expected) * MAX_GROWTH };
  const picture = format === "raw" ? fromRaw(bytes, expected, 3) : await decodeResult(bytes, limits);
  requireShape(picture, expected);
  return picture;
}

async function readOpacity({ bytes, format }: Answer, expected: Size): Promise<Raster<Uint8Array>> {
  if (format === "raw") {
    const { data } = fromRaw(bytes, expected, 4);
    return {
      ...expected,
      channels: 1,
      data: Uint8Array.from({ length: area(expected) }, (_, at) => data[at * 4 + 3] ?? 0),
    };
  }
  const opacity = await decodeResultAlpha(bytes, { maxPixels: area(expected) * MAX_GROWTH });
  requireShape(opacity, expected);
  return opacity;
}

function fromRaw(data: Uint8Array, size: Size, channels: 3 | 4): Raster<Uint8Array> {
  if (data.length !== area(size) * channels) {
    throw new RepaintError("bad_response", { detail: `raw result of ${data.length} bytes` });
  }
  return { width: size.width, height: size.height, channels, data };
}

function requireShape(picture: Size, expected: Size): void {
  const aspectError = Math.abs(Math.log((picture.width * expected.height) / (picture.height * expected.width)));
  if (aspectError <= MAX_ASPECT_ERROR) return;
  const detail = `expected ${expected.width}×${expected.height}, got ${picture.width}×${picture.height}`;
  throw new RepaintError("bad_response", { detail });
}

function bringBack(picture: Raster<Uint8Array>, { window, sent, placed }: Placing): Promise<Raster<Uint8Array>> {
  return resize(cropRaster(picture, scaleRect(placed, sent, picture)), window);
}

/** The same part of a picture that came back in another size. */
function scaleRect(rect: Rect, from: Size, to: Size): Rect {
  const x = Math.round((rect.x * to.width) / from.width);
  const y = Math.round((rect.y * to.height) / from.height);
  return {
    x,
    y,
    width: Math.max(1, Math.round(((rect.x + rect.width) * to.width) / from.width) - x),
    height: Math.max(1, Math.round(((rect.y + rect.height) * to.height) / from.height) - y),
  };
}
