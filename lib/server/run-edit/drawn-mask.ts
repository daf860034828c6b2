import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { cropMask, maskBounds, placeMask } from "#lib/domain/mask.ts";
import type { Mask, Rect, Size } from "#lib/domain/raster.ts";
import { decodeGreyMask } from "../codec/untrusted.ts";
import { rereadable } from "./rereadable.ts";

/** What was drawn, without its pixels where they are many. */
export interface DrawnMask {
  /** Of the pixels above 0, on the version. */
  readonly bounds: Rect;
  /** The mask of a window that holds all of `bounds`. */
  within(window: Rect): Promise<Mask>;
}

/**
 * @param png as the person sent it. @param size of the version.
 * @throws RepaintError `mask_empty`, `mask_invalid`, `mask_size_mismatch`
 */
export async function openDrawnMask(png: Uint8Array, size: Size): Promise<DrawnMask> {
  const drawn = await decodeGreyMask(png, size);
  const bounds = maskBounds(drawn);
  if (!bounds) throw new RepaintError("mask_empty");
  return drawnWithin(png, size, bounds, cropMask(drawn, bounds));
}

/** Apart, so that nothing holds on to the whole mask. */
function drawnWithin(png: Uint8Array, size: Size, bounds: Rect, known: Mask): DrawnMask {
  const read = rereadable(bounds, async () => cropMask(await decodeGreyMask(png, size), bounds), known);
  return {
    bounds,
    within: async (window) => placeMask(await read(), bounds, window),
  };
}
