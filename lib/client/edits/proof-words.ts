import type { Edit } from "#lib/contracts/edit.ts";
import { area, contains, wholeOf } from "#lib/domain/geometry.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Size } from "#lib/domain/raster.ts";

export interface Proof {
  readonly claim: string;
  readonly detail: string;
}

type Checked = Pick<Edit, "operation" | "outsidePixelsChanged" | "spreadPixels" | "window">;

/**
 * What was proven about the pixels an edit was not to touch; null where there were none, or nothing was compared.
 * `before` is the size of the version it was made on.
 */
export function proofInWords(edit: Checked, before: Size): Proof | null {
  const { operation, outsidePixelsChanged, spreadPixels, window } = edit;
  if (outsidePixelsChanged === null) return null;
  const count = outsidePixelsChanged.toLocaleString("en");
  const checked = `Checked over all ${area(before).toLocaleString("en")}`;
  if (operation === "outpaint") {
    return {
      claim: `${count} pixels of the photo itself changed`,
      detail: `${checked}, beyond ${spreadPixels} px from its edge.`,
    };
  }
  if (operation === "remove-background") {
    return { claim: `${count} pixels changed their colour`, detail: `${checked}; only transparency is new.` };
  }
  if (OPERATIONS[operation].mask === "none") return null;
  // Nothing was marked: the edit was about every pixel.
  if (spreadPixels === 0 && window && contains(window, wholeOf(before))) return null;
  return {
    claim: `${count} pixels outside the mask changed`,
    detail: `${checked}, beyond ${spreadPixels} px from the mask.`,
  };
}
