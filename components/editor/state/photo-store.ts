import { createStore, type StoreApi } from "zustand/vanilla";
import type { DrawnShape } from "#lib/domain/mask-engine/operation.ts";

export interface PhotoState {
  /** Part of what is on the stage could not be loaded. */
  readonly isIncomplete: boolean;
  /** What is set up runs as soon as the photo is saved. */
  readonly isRunQueued: boolean;
  /** On a phone, what there is no room for beside the photo has risen over it. */
  readonly isSheetOpen: boolean;
  /** What a gesture would mark if it ended now, and once it has ended, until the mask has it. */
  readonly drawn: DrawnShape | null;
}

export type PhotoStore = StoreApi<PhotoState>;

export const createPhotoStore = (): PhotoStore =>
  createStore<PhotoState>()(() => ({ isIncomplete: false, isRunQueued: false, isSheetOpen: false, drawn: null }));
