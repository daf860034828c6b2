const isApple = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);
/** How the platform writes its main modifier. */
const MODIFIER = isApple ? "⌘" : "Ctrl ";

/** A key as it is bound: `b`, `+`, `mod+z`, `mod+shift+z`; `mod` is Ctrl or ⌘. */
export type Chord = string;

const MOD = "mod+";
const SHIFT = "shift+";
/** Without the modifier they steer on the photo, or open this list; with it the browser or the system needs them. */
const NEEDED = new Set([" ", "?", ..."acflnqrtvwx".split("").map((key) => MOD + key)]);

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** The chord that was pressed; null for one that is never bound. */
export function chordOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): Chord | null {
  if (altKey) return null;
  const name = key.toLowerCase();
  // Without it, some keyboards need the shift key for + and ].
  return ctrlKey || metaKey ? `${MOD}${shiftKey ? SHIFT : ""}${name}` : name;
}

export const hasModifier = (chord: Chord): boolean => chord.startsWith(MOD);

/** Whether a chord may be chosen for a shortcut: it writes one sign, and nothing else needs it. */
export function isFree(chord: Chord): boolean {
  const { key } = partsOf(chord);
  const isSign = [...key].length === 1 || chord === "mod+enter";
  return isSign && !NEEDED.has(chord);
}

/** As it is written for people. */
export function chordLabel(chord: Chord): string {
  const { isModified, isShifted, key } = partsOf(chord);
  const name = key === "-" ? "−" : (key[0]?.toUpperCase() ?? "") + key.slice(1);
  return `${isModified ? MODIFIER : ""}${isShifted ? "⇧" : ""}${name}`;
}

function partsOf(chord: Chord) {
  const isModified = hasModifier(chord);
  const rest = isModified ? chord.slice(MOD.length) : chord;
  const isShifted = isModified && rest.startsWith(SHIFT);
  return { isModified, isShifted, key: isShifted ? rest.slice(SHIFT.length) : rest };
}
