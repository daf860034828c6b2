import "server-only";
import { colourMatch } from "#lib/domain/colour-match.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { applyPatch, cutPatch, type Patch } from "#lib/domain/patch.ts";
import type { Mask, Raster } from "#lib/domain/raster.ts";
import { countChangedOutside } from "#lib/domain/verify.ts";

/** The patch of a painted window: matched in colour to the ring around the mask, then cut by the effective mask. */
export function blend(base: Raster, painted: Raster<Uint8Array>, effective: Mask): Patch {
  return cutPatch(base, painted, effective, colourMatch(painted, base, effective));
}

/**
 * Lays the patch over the window and counts what changed farther than `spreadPixels` from the drawn mask. Pixels
 * outside the window cannot change: a patch lies inside it.
 *
 * @returns 0. @throws RepaintError `verification_failed` for any other count.
 */
export function verify(base: Raster, patch: Patch, drawn: Mask, spreadPixels: number): number {
  const after = { ...base, data: base.data.slice() };
  applyPatch(after, patch.raster, patch.rect);
  const changed = countChangedOutside(base, after, drawn, spreadPixels);
  if (changed !== 0) throw new RepaintError("verification_failed", { detail: `${changed} pixels outside the mask` });
  return changed;
}
