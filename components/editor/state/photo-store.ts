import { createStore, type StoreApi } from "zustand/vanilla";

export interface PhotoState {
  /** Part of what is on the stage could not be loaded. */
  readonly isIncomplete: boolean;
}

export type PhotoStore = StoreApi<PhotoState>;

export const createPhotoStore = (): PhotoStore => createStore<PhotoState>()(() => ({ isIncomplete: false }));
