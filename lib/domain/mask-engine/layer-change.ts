import type { LayerSettings } from "./settings/layer-settings.ts";
import type { Json, LayerInfo, LayerList } from "./step.ts";

/** The layer every new mask begins with. */
export const FIRST_LAYER = "first";

/** A change of the layers. Each is a step of undo. One that names a layer that is not there does nothing. */
export type LayerChange =
  /** An empty layer on top, which becomes the active one. Ids are the caller's, never used twice. */
  | { readonly kind: "add"; readonly id: string; readonly meta: Json }
  /** A copy just above the layer `from`, which becomes the active one. */
  | { readonly kind: "duplicate"; readonly from: string; readonly id: string; readonly meta: Json }
  /** The last layer is never removed. */
  | { readonly kind: "remove"; readonly id: string }
  /** Draws what `from` marks, settings and all, into the layer `into`, whose settings are drawn in too; `from` is gone. */
  | { readonly kind: "merge"; readonly from: string; readonly into: string }
  /** Nothing is marked on these layers any more; those that were inverted are not any more. */
  | { readonly kind: "clear"; readonly ids: readonly string[] }
  /** All ids, from bottom to top. */
  | { readonly kind: "reorder"; readonly ids: readonly string[] }
  | { readonly kind: "settings"; readonly id: string; readonly settings: LayerSettings }
  /** Draws what the settings make of the layer, and sets them back. */
  | { readonly kind: "flatten"; readonly id: string }
  | { readonly kind: "meta"; readonly id: string; readonly meta: Json };

export const layerOf = (list: LayerList, id: string): LayerInfo | undefined => list.layers.find((it) => it.id === id);

export function withLayer(list: LayerList, id: string, change: Partial<LayerInfo>): LayerList {
  return { ...list, layers: list.layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)) };
}

/** Puts a layer above the one named, or on top, and makes it the active one. */
export function withAdded(list: LayerList, layer: LayerInfo, above?: string): LayerList {
  const at = above === undefined ? list.layers.length : list.layers.findIndex(({ id }) => id === above) + 1;
  return { layers: list.layers.toSpliced(at, 0, layer), active: layer.id };
}

/** Where it was the active one, its neighbour below becomes it, or else the one above. */
export function withoutLayer(list: LayerList, id: string): LayerList {
  const at = list.layers.findIndex((layer) => layer.id === id);
  const layers = list.layers.toSpliced(at, 1);
  const neighbour = layers[Math.max(0, at - 1)] as LayerInfo;
  return { layers, active: list.active === id ? neighbour.id : list.active };
}

/** Null unless `ids` are those of the list. */
export function inOrder(list: LayerList, ids: readonly string[]): LayerList | null {
  const layers = ids.flatMap((id) => layerOf(list, id) ?? []);
  const isComplete = new Set(ids).size === list.layers.length && layers.length === list.layers.length;
  return isComplete ? { ...list, layers } : null;
}
