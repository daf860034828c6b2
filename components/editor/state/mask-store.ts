import { createStore, type StoreApi } from "zustand/vanilla";
import { NOTHING_MARKED } from "#lib/client/mask-engine/mask-session.ts";
import type { MaskState } from "#lib/client/mask-engine/protocol.ts";

export interface MaskStoreState extends MaskState {
  /** The worker has failed: nothing can be painted before the page is reloaded. */
  readonly hasFailed: boolean;
}

export type MaskStore = StoreApi<MaskStoreState>;

export const createMaskStore = (): MaskStore =>
  createStore<MaskStoreState>()(() => ({ ...NOTHING_MARKED, hasFailed: false }));
