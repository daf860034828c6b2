/** Keys without a character, by the code that W3C WebDriver gives them. */
const CODES: Readonly<Record<string, string>> = {
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Tab: "\uE004",
  Enter: "\uE006",
  Escape: "\uE00C",
  Space: " ",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
  F2: "\uE032",
};

interface KeyAction {
  readonly type: "keyDown" | "keyUp";
  readonly value: string;
}

const codeOf = (key: string): string => CODES[key] ?? key;
export const downOf = (key: string): KeyAction => ({ type: "keyDown", value: codeOf(key) });
export const upOf = (key: string): KeyAction => ({ type: "keyUp", value: codeOf(key) });

/** A press of a key, with others held: `Shift+ArrowLeft`. */
export function pressOf(chord: string): KeyAction[] {
  const keys = chord.split("+");
  return [...keys.map(downOf), ...keys.toReversed().map(upOf)];
}
