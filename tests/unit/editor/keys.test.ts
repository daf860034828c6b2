import { expect, test, vi } from "vitest";
import { chordsOf, refusal, shortcutFor } from "#components/editor/chosen-keys.ts";
import { chordLabel, chordOf } from "#components/editor/key-chord.ts";
import { SHORTCUTS, type Shortcut, type ShortcutId } from "#components/editor/shortcuts.ts";

// Unit tests run with the server's React, which has no hooks for icons and toasts.
vi.mock("#components/editor/tools/index.ts", () => ({
  TOOLS: [
    { id: "brush", key: "b" },
    { id: "object", key: "s" },
  ],
}));
vi.mock("#components/ui/toast.tsx", () => ({ toast: {} }));

type Held = Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>>;
const NO_KEYS = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const chord = (key: string, held: Held = {}) => chordOf({ key, ...NO_KEYS, ...held });
const named = (id: ShortcutId) => SHORTCUTS.find((shortcut) => shortcut.id === id) as Shortcut;

test("no key means two things", () => {
  const chords = SHORTCUTS.flatMap((shortcut) => shortcut.chords);
  expect(new Set(chords).size).toBe(chords.length);
  expect(new Set(SHORTCUTS.map(({ id }) => id)).size).toBe(SHORTCUTS.length);
});

test.each<[string, Held, ShortcutId | undefined]>([
  ["z", { ctrlKey: true }, "undo"],
  ["Z", { metaKey: true, shiftKey: true }, "redo"],
  ["y", { ctrlKey: true }, "redo"],
  ["b", {}, "brush"],
  ["B", { shiftKey: true }, "brush"],
  ["b", { ctrlKey: true }, undefined],
  ["b", { altKey: true }, undefined],
  ["+", { shiftKey: true }, "zoomIn"],
  ["z", {}, undefined],
])("%s with %o does what the list says", (key, held, id) => {
  expect(shortcutFor(chord(key, held), {})?.id).toBe(id);
});

test("a key that was chosen takes the place of the shortcut's own", () => {
  const chosen = { brush: "p" };
  expect(shortcutFor("p", chosen)?.id).toBe("brush");
  expect(shortcutFor("b", chosen)).toBeUndefined();
  expect(chordsOf(named("redo"), chosen)).toEqual(["mod+shift+z", "mod+y"]);
});

test("a key that another shortcut has is refused, until that one has another", () => {
  const [brush, object] = [named("brush"), named("object")];
  expect(refusal("s", brush, {})).toBe(object);
  expect(refusal("b", brush, {})).toBeNull();
  expect(refusal("s", brush, { object: "q" })).toBeNull();
});

test.each(["arrowup", "enter", "escape", " ", "tab", "backspace", "?", "mod+c", "mod+w", "f5"])(
  "%j is refused: the photo or the browser needs it",
  (key) => {
    expect(refusal(key, named("brush"), {})).toBe("reserved");
  },
);

test("keys are written as people know them", () => {
  expect(["b", "-", "mod+shift+z", "mod+enter", "mod++"].map(chordLabel)).toEqual([
    "B",
    "−",
    "Ctrl ⇧Z",
    "Ctrl Enter",
    "Ctrl +",
  ]);
});
