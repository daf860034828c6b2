import { type Chord, isFree } from "./key-chord.ts";
import { SHORTCUTS, type Shortcut } from "./shortcuts.ts";
import type { KeyState } from "./state/key-store.ts";

type Chosen = KeyState["chosen"];

/** The chords of a shortcut, by choice or its own. */
export function chordsOf({ id, chords }: Shortcut, chosen: Chosen): readonly [Chord, ...Chord[]] {
  const own = chosen[id];
  return own === undefined ? chords : [own];
}

/** What a chord does, or nothing. */
export function shortcutFor(chord: Chord | null, chosen: Chosen): Shortcut | undefined {
  if (chord === null) return undefined;
  return SHORTCUTS.find((shortcut) => chordsOf(shortcut, chosen).includes(chord));
}

/** Why a shortcut cannot have a chord: something else needs it, or the shortcut that has it; null if it can. */
export function refusal(chord: Chord, shortcut: Shortcut, chosen: Chosen): "reserved" | Shortcut | null {
  if (!isFree(chord)) return "reserved";
  const holder = shortcutFor(chord, chosen);
  return holder && holder.id !== shortcut.id ? holder : null;
}
