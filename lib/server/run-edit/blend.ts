import "server-only";
import { atStrength, colourMatch } from "#lib/domain/colour-match.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { applyPatch, cutPatch, type Patch } from "#lib/domain/patch.ts";
import type { Mask, Raster } from "#lib/domain/raster.ts";
import { countChangedOutside } from "#lib/domain/verify.ts";

/**
 * The patch of a painted window: matched in colour to the ring around the mask, as strongly as `strength` says (0..1),
 * then cut by the effective mask.
 */
export function blend(base: Raster, painted: Raster<Uint8Array>, effective: Mask, strength = 1): Patch {
  const correction = strength === 0 ? null : atStrength(colourMatch(painted, base, effective), strength);
  return cutPatch(base, painted, effective, correction);
}

/**
 * Lays the patch over the window and counts what changed farther than `spreadPixels` from the drawn mask. Pixels
 * outside the window cannot change: a patch lies inside it.
 */
export function countChanged(base: Raster, patch: Patch, drawn: Mask, spreadPixels: number): number {
  const after = { ...base, data: base.data.slice() };
  applyPatch(after, patch.raster, patch.rect);
  return countChangedOutside(base, after, drawn, spreadPixels);
}

/** Nothing is stored that changed a pixel outside the mask. @throws RepaintError `verification_failed` */
export function requireUntouched(outsidePixelsChanged: number): void {
  if (outsidePixelsChanged === 0) return;
  throw new RepaintError("verification_failed", { detail: `${outsidePixelsChanged} pixels outside the mask` });
}
