import type { Edit } from "#lib/contracts/edit.ts";
import { area, contains, wholeOf } from "#lib/domain/geometry.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Size } from "#lib/domain/raster.ts";

/** What was proven about the pixels an edit was not to touch. All but `about` and `spreadPixels` in pixels of the picture. */
export interface Proof {
  /** Whether pixels outside the mask, all of the photo that was extended, or colours alone were to stay. */
  readonly about: "mask" | "photo" | "colour";
  /** How many of them changed. */
  readonly changed: number;
  /** How many there are; null while it is not known. */
  readonly untouched: number | null;
  /** How many were looked at. */
  readonly checked: number;
  /** How far beyond the mask, or into the photo, a pixel may have changed. */
  readonly spreadPixels: number;
}

type Checked = Pick<Edit, "operation" | "outsidePixelsChanged" | "spreadPixels" | "window" | "replaced">;

/**
 * Null where nothing was to be left alone, or nothing was compared. `before` is the size of the version it was made on,
 * `touched` how many pixels its patch may touch, where that is known.
 */
export function proofOf(edit: Checked, before: Size, touched: number | null): Proof | null {
  const { operation, outsidePixelsChanged: changed, spreadPixels, window } = edit;
  if (changed === null) return null;
  const facts = { changed, checked: area(before), spreadPixels };
  if (operation === "outpaint") return { about: "photo", untouched: keptOfPhoto(edit, before), ...facts };
  if (operation === "remove-background") return { about: "colour", untouched: area(before), ...facts };
  if (OPERATIONS[operation].mask === "none") return null;
  // Nothing was marked: the edit was about every pixel.
  if (spreadPixels === 0 && window && contains(window, wholeOf(before))) return null;
  return { about: "mask", untouched: touched === null ? null : area(before) - touched, ...facts };
}

/** Pixels of a photo that lie farther than the spread from every side that was extended. */
function keptOfPhoto({ replaced, spreadPixels }: Checked, before: Size): number | null {
  if (!replaced) return null;
  const { x, y } = replaced.placed;
  const kept = (length: number, start: number, end: number) =>
    Math.max(0, length - (start > 0 ? spreadPixels : 0) - (end > 0 ? spreadPixels : 0));
  return (
    kept(before.width, x, replaced.width - x - before.width) *
    kept(before.height, y, replaced.height - y - before.height)
  );
}
