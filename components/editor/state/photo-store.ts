import { createStore, type StoreApi } from "zustand/vanilla";

export interface PhotoState {
  /** Part of what is on the stage could not be loaded. */
  readonly isIncomplete: boolean;
  /** What is set up runs as soon as the photo is saved. */
  readonly isRunQueued: boolean;
  /** On a phone, what there is no room for beside the photo has risen over it. */
  readonly isSheetOpen: boolean;
}

export type PhotoStore = StoreApi<PhotoState>;

export const createPhotoStore = (): PhotoStore =>
  createStore<PhotoState>()(() => ({ isIncomplete: false, isRunQueued: false, isSheetOpen: false }));
