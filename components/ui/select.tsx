"use client";

import type { KeyboardEvent } from "react";
import type { SelectOption, SelectProps } from "./opened-select.tsx";
import { SELECT_BUTTON, SelectFace } from "./select-face.tsx";
import { useOnDemand } from "./use-on-demand.ts";

export type { SelectOption };

const load = () => import("./opened-select.tsx").then((module) => module.OpenedSelect);

/** One of a list. For two to four short choices, `ToggleGroup` shows them all at once. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { Loaded, open, warm } = useOnDemand(load);
  const { value, onValueChange, options, ...control } = props;
  if (Loaded) {
    return (
      <Loaded {...control} value={value} onValueChange={(next) => onValueChange(next as Value)} options={options} />
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!OPENING_KEYS.has(event.key)) return;
    event.preventDefault();
    open();
  };
  return (
    <button
      {...control}
      type="button"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-autocomplete="none"
      {...warm}
      onClick={open}
      onKeyDown={onKeyDown}
      className={SELECT_BUTTON}
    >
      <SelectFace>{options.find((option) => option.value === value)?.label}</SelectFace>
    </button>
  );
}

const OPENING_KEYS: ReadonlySet<string> = new Set(["Enter", " ", "ArrowDown", "ArrowUp"]);
