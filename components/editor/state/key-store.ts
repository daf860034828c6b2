import * as v from "valibot";
import { createStore, type StoreApi } from "zustand/vanilla";
import { readPreference, writePreference } from "#lib/client/preferences.ts";

export interface KeyState {
  /** Chords that were chosen instead of a shortcut's own, by its id. */
  readonly chosen: Readonly<Record<string, string>>;
  choose(shortcutId: string, chord: string): void;
  /** Every shortcut has its own keys again. */
  reset(): void;
}

export type KeyStore = StoreApi<KeyState>;

const KEYS = "keys";
const chords = v.record(v.string(), v.string());

export const createKeyStore = (): KeyStore =>
  createStore<KeyState>()((set, get) => {
    const keep = (chosen: KeyState["chosen"]) => {
      writePreference(KEYS, chosen);
      set({ chosen });
    };
    return {
      chosen: readPreference(KEYS, chords, {}),
      choose: (shortcutId, chord) => keep({ ...get().chosen, [shortcutId]: chord }),
      reset: () => keep({}),
    };
  });
