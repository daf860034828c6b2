import * as v from "valibot";
import { createStore, type StoreApi } from "zustand/vanilla";
import { versionPath } from "#lib/client/edits/history.ts";
import { readPreference, writePreference } from "#lib/client/preferences.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { EditsState, EditsStore } from "./edits-store.ts";

/** Ways of seeing a version together with the one before it, in the order they are offered. */
export const COMPARE_MODES = ["slider", "sideBySide", "difference"] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];
/** Which version counts as the one before: the one the edit was made on, or the photo as it came. */
export const BEFORES = ["parent", "original"] as const;
export type Before = (typeof BEFORES)[number];

export interface CompareState {
  /** `off`: the selected version alone. Always off while that is the original. */
  readonly mode: CompareMode | "off";
  /** The mode that comes back when comparing begins again. */
  readonly lastMode: CompareMode;
  readonly before: Before;
  /** Where the slider cuts: 0..1 of the visible picture, what is left of it shows the version before. */
  readonly position: number;
  /** The version before is shown for as long as something is held. */
  readonly isPeeking: boolean;
  /** Chosen while it is on, a mode is switched off. */
  switchMode(mode: CompareMode): void;
  toggle(): void;
  stop(): void;
  setBefore(before: Before): void;
  setPosition(position: number): void;
}

export type CompareStore = StoreApi<CompareState>;

const PREFERENCE = "compare";
const preference = v.object({ mode: v.picklist(COMPARE_MODES), before: v.picklist(BEFORES) });

/** The last mode and the choice of the version before are remembered in this browser. */
export function createCompareStore(edits: EditsStore): CompareStore {
  const remembered = readPreference(PREFERENCE, preference, { mode: "slider", before: "parent" });
  return createStore<CompareState>()((set, get) => {
    const remember = () => writePreference(PREFERENCE, { mode: get().lastMode, before: get().before });
    return {
      mode: "off",
      lastMode: remembered.mode,
      before: remembered.before,
      position: 0.5,
      isPeeking: false,
      switchMode: (mode) => {
        if (edits.getState().selected === null) return;
        set({ mode: get().mode === mode ? "off" : mode, lastMode: mode });
        remember();
      },
      toggle: () => {
        const { mode, lastMode, switchMode } = get();
        switchMode(mode === "off" ? lastMode : mode);
      },
      stop: () => set({ mode: "off" }),
      setBefore: (before) => {
        set({ before });
        remember();
      },
      setPosition: (position) => set({ position: Math.min(1, Math.max(0, position)) }),
    };
  });
}

/** The edits of the version that counts as the one before the selected one, first made first. */
export function pathBefore({ edits, selected }: EditsState, { before }: Pick<CompareState, "before">): Edit[] {
  return before === "original" ? [] : versionPath(edits, selected).slice(0, -1);
}

/** Whether the stage is there to look at only: nothing is marked on it, and no mask is shown. */
export function isOnlyLooking({ compare }: { readonly compare: CompareStore }): boolean {
  const { mode, isPeeking } = compare.getState();
  return mode !== "off" || isPeeking;
}
