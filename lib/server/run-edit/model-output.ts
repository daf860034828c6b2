import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { cropRaster, type Raster, type Rect, type Size } from "#lib/domain/raster.ts";
import type { WindowPlan } from "#lib/domain/window.ts";
import type { ProviderResult } from "#lib/providers/provider.ts";
import { resize } from "../codec/convert.ts";
import { decodeResult } from "../codec/untrusted.ts";

/** Providers round sides to their own multiples; more than this difference in aspect is another picture. */
const MAX_ASPECT_ERROR = 0.03;
/** A provider may answer larger than it was asked (upscaled), up to this many times the pixels sent. */
const MAX_GROWTH = 16;

/**
 * Brings a model's answer back to the window at native resolution, 8-bit RGB.
 *
 * @throws RepaintError `bad_response` for anything that is not a picture of the shape that was sent.
 */
export async function fitToWindow(result: ProviderResult, plan: WindowPlan): Promise<Raster<Uint8Array>> {
  const painted = await readResult(result, plan.sent);
  const window = cropRaster(painted, scaleRect(plan.placed, plan.sent, painted));
  return resize(window, plan.window);
}

async function readResult({ image }: ProviderResult, sent: Size): Promise<Raster<Uint8Array>> {
  const painted =
    image.format === "raw"
      ? { ...sent, channels: 3 as const, data: image.bytes }
      : await decodeResult(image.bytes, { maxPixels: sent.width * sent.height * MAX_GROWTH });
  if (painted.data.length !== painted.width * painted.height * 3) {
    throw new RepaintError("bad_response", { detail: `raw result of ${painted.data.length} bytes` });
  }
  const aspectError = Math.abs(Math.log((painted.width * sent.height) / (painted.height * sent.width)));
  if (aspectError > MAX_ASPECT_ERROR) {
    const detail = `sent ${sent.width}×${sent.height}, got ${painted.width}×${painted.height}`;
    throw new RepaintError("bad_response", { detail });
  }
  return painted;
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
