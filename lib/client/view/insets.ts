import type { Size } from "#lib/domain/raster.ts";

/** Free space around a fitted picture: room for the bars that float over the stage. In CSS pixels. */
const INSETS = { top: 68, right: 24, bottom: 64, left: 24 };
const INSETS_SMALL = { top: 12, right: 12, bottom: 12, left: 12 };
const INSETS_SMALL_PANE = { ...INSETS_SMALL, bottom: 64 };
const SMALL_STAGE = 600;

/** @param isPane whether it is one of several pictures side by side on the surface */
export function fittedInsets(surface: Size, isPane = false): typeof INSETS {
  if (surface.width >= SMALL_STAGE) return INSETS;
  return isPane ? INSETS_SMALL_PANE : INSETS_SMALL;
}
