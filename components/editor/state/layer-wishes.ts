import { createStore, type StoreApi } from "zustand/vanilla";
import type { Wish } from "#lib/client/edits/wish.ts";
import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import { isErasing } from "../patch/erasing.ts";
import type { MaskStore } from "./mask-store.ts";
import type { Reference, RequestStore } from "./request-store.ts";

/** What a layer asks for, with the files of its further pictures. */
export interface LayerWish extends Wish {
  readonly references: readonly Reference[];
}

/** What each layer asks for, but the one that is drawn on: that stands in the request, where it is changed. */
export interface LayerWishesState {
  /** By `wishKey`. */
  readonly wishes: ReadonlyMap<string, LayerWish>;
  keep(key: string, wish: LayerWish): void;
}

export type LayerWishesStore = StoreApi<LayerWishesState>;

export interface WishSources {
  readonly mask: Pick<MaskSession, "document">;
  readonly maskState: MaskStore;
  readonly request: RequestStore;
  readonly layerWishes: LayerWishesStore;
}

export const createLayerWishesStore = (): LayerWishesStore =>
  createStore<LayerWishesState>()((set, get) => ({
    wishes: new Map(),
    keep: (key, wish) => set({ wishes: new Map(get().wishes).set(key, wish) }),
  }));

/** Layers of different masks may have the same id: each mask begins with the same one. */
export const wishKey = (document: string, layerId: string): string => `${document}/${layerId}`;

/** What a layer of the open mask asks for. One that has not been drawn on yet asks for what is set up now. */
export function wishOf({ mask, maskState, request, layerWishes }: WishSources, layerId: string): LayerWish {
  const current = currentWish(request);
  if (layerId === maskState.getState().active) return current;
  return layerWishes.getState().wishes.get(wishKey(mask.document, layerId)) ?? current;
}

/** Lets the request go along with the layer that is drawn on. Returns what stops it. */
export function followLayers({ mask, maskState, request, layerWishes }: WishSources): () => void {
  let current: string | null = null;
  const turn = () => {
    // What is erased of a result is asked of no model.
    if (isErasing(mask)) return;
    const next = wishKey(mask.document, maskState.getState().active);
    if (next === current) return;
    const { wishes, keep } = layerWishes.getState();
    if (current !== null) keep(current, currentWish(request));
    current = next;
    const wish = wishes.get(next);
    if (wish) request.setState({ ...wish, error: null });
  };
  turn();
  return maskState.subscribe(turn);
}

/** Those of all layers, by `wishKey`, with what stands in the request. */
export function currentWishes({ mask, maskState, request, layerWishes }: WishSources): ReadonlyMap<string, LayerWish> {
  const { wishes } = layerWishes.getState();
  if (isErasing(mask)) return wishes;
  return new Map(wishes).set(wishKey(mask.document, maskState.getState().active), currentWish(request));
}

function currentWish(request: RequestStore): LayerWish {
  const { operation, prompt, model, options, references, allowFailover, expand, scale } = request.getState();
  return { operation, prompt, model, options, references, allowFailover, expand, scale };
}
