import type { Placement } from "../edits/version-base.ts";
import type { Viewport } from "./viewport.ts";

/**
 * How another version's picture must lie on the stage so that what both show stays where it is. `from` and `to` tell
 * where the original lies in each of them.
 */
export function viewOn(view: Viewport, from: Placement, to: Placement): Viewport {
  const scale = (view.scale * from.scale) / to.scale;
  return {
    scale,
    x: view.x + from.x * view.scale - to.x * scale,
    y: view.y + from.y * view.scale - to.y * scale,
  };
}
