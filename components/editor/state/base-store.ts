import { createStore, type StoreApi } from "zustand/vanilla";
import { layOut, type VersionBase } from "#lib/client/edits/version-base.ts";
import type { Image } from "#lib/contracts/image.ts";
import { type EditsStore, selectedPath } from "./edits-store.ts";

export interface BaseState {
  /** What the selected version's patches lie on; its pixels are the coordinates of the stage and of the mask. */
  readonly base: VersionBase;
}

export type BaseStore = StoreApi<BaseState>;

export const createBaseStore = (image: Image, edits: EditsStore): BaseStore =>
  createStore<BaseState>()(() => ({ base: layOut(image, selectedPath(edits.getState())).base }));
