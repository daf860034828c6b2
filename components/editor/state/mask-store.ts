import { createStore, type StoreApi } from "zustand/vanilla";
import { NOTHING_MARKED } from "#lib/client/mask-engine/mask-session.ts";
import type { MaskNotice, MaskState } from "#lib/client/mask-engine/protocol.ts";
import type { Direction } from "#lib/domain/mask-engine/undo-log.ts";

/** What the person is told about the mask: by its worker, or because the layer takes no marks. */
export type MaskNews = MaskNotice | "locked" | "unseen";

export interface MaskStoreState extends MaskState {
  /** Whether it was undo or redo that led here. */
  readonly moved: Direction | null;
  /** The worker has failed: nothing can be painted before the page is reloaded. */
  readonly hasFailed: boolean;
  /** Not told yet, oldest first. */
  readonly notices: readonly MaskNews[];
}

export type MaskStore = StoreApi<MaskStoreState>;

export const createMaskStore = (): MaskStore =>
  createStore<MaskStoreState>()(() => ({ ...NOTHING_MARKED, moved: null, hasFailed: false, notices: [] }));
