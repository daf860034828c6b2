import { createStore, type StoreApi } from "zustand/vanilla";
import type { MaskState } from "#lib/client/mask/protocol.ts";

export interface MaskStoreState extends MaskState {
  /** The worker has failed: nothing can be painted before the page is reloaded. */
  readonly hasFailed: boolean;
}

export type MaskStore = StoreApi<MaskStoreState>;

const EMPTY: MaskStoreState = {
  bounds: null,
  pixels: 0,
  centre: null,
  canUndo: false,
  canRedo: false,
  hasFailed: false,
};

export const createMaskStore = (): MaskStore => createStore<MaskStoreState>()(() => EMPTY);
