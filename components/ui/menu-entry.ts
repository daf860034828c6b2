import type { ReactElement, ReactNode } from "react";

export interface MenuItem {
  readonly kind: "item";
  /** Where the words alone do not tell it from its neighbours. */
  readonly id?: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Of the label, where it may be in any script: somebody's own words. */
  readonly dir?: "auto";
  /** The key that does the same. */
  readonly shortcut?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

export interface MenuLink {
  readonly kind: "link";
  readonly label: string;
  readonly icon?: ReactNode;
  readonly href: string;
  readonly prefetch?: false;
}

export interface MenuOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Of the label, where it is not the page's. */
  readonly lang?: string;
  /** A second, quieter line. */
  readonly description?: string;
}

/** One of several, under a quiet heading. */
export interface MenuChoice<Value extends string = string> {
  readonly kind: "choice";
  readonly label: string;
  readonly value: Value;
  readonly options: readonly MenuOption<Value>[];
  readonly onChoose: (value: Value) => void;
}

export interface MenuNote {
  readonly kind: "note";
  readonly id: string;
  readonly content: ReactNode;
}

export type MenuEntry = MenuItem | MenuLink | MenuChoice | MenuNote;

/** A choice as an entry: its values come back as what they are. */
export function menuChoice<Value extends string>(choice: Omit<MenuChoice<Value>, "kind">): MenuChoice {
  return { ...choice, kind: "choice", onChoose: (value) => choice.onChoose(value as Value) };
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** Groups, with a line between them. */
  readonly groups: readonly (readonly MenuEntry[])[];
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "right" | "bottom" | "left";
}

/** How a menu that has been asked for was asked for: by a key, its first entry takes the focus. */
export interface OpenedBy {
  readonly openedBy: "pointer" | "key";
}
