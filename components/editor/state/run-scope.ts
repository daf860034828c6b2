import { type EditorLayer, editorLayers } from "#lib/client/layers/layer-meta.ts";
import type { MaskState } from "#lib/client/mask-engine/protocol.ts";
import { unionOf } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { RunScope } from "./run-store.ts";

type Marked = Pick<MaskState, "layers" | "bounds" | "active">;

/** The layers that run when several do: those that are shown and marked, from the top of the list down. */
export function layersToRun({ layers }: Pick<MaskState, "layers">): readonly EditorLayer[] {
  return editorLayers(layers)
    .filter(({ meta, pixels }) => meta.isVisible && pixels > 0)
    .toReversed();
}

/** What is chosen, where there is something to choose: with one marked layer all ways are the same. */
export function scopeOf(mask: Pick<MaskState, "layers">, chosen: RunScope): RunScope {
  return layersToRun(mask).length > 1 ? chosen : "layer";
}

/** Whose marks are the region of the next edit: the layer that is drawn on, or all of them. */
export function regionLayers(mask: Marked, chosen: RunScope): readonly string[] {
  return scopeOf(mask, chosen) === "union" ? layersToRun(mask).map(({ id }) => id) : [mask.active];
}

/** The bounds of that region; null where nothing is marked. */
export function regionBounds(mask: Marked, chosen: RunScope): Rect | null {
  if (scopeOf(mask, chosen) !== "union") return mask.bounds;
  return layersToRun(mask).reduce<Rect | null>(
    (all, { bounds }) => (bounds && all ? unionOf(all, bounds) : (bounds ?? all)),
    null,
  );
}
