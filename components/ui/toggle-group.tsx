"use client";

import { ToggleGroup as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface ToggleGroupProps<Value extends string> {
  readonly label: string;
  /** Null where something else than these is chosen. */
  readonly value: Value | null;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    /** Shown instead of the label, which is then read aloud only. */
    readonly icon?: ReactNode;
    readonly disabled?: boolean;
  }[];
  readonly className?: string;
}

/** One of two to four choices, all visible. Pressing the chosen one keeps it. */
export function ToggleGroup<Value extends string>(props: ToggleGroupProps<Value>) {
  const { label, value, onValueChange, options, className } = props;
  return (
    <Primitive.Root
      type="single"
      aria-label={label}
      value={value ?? ""}
      onValueChange={(next) => {
        if (next) onValueChange(next as Value);
      }}
      className={classNames(
        "inline-grid auto-cols-fr grid-flow-col gap-0.5 rounded-medium bg-control p-0.5",
        className,
      )}
    >
      {options.map((option) => (
        <Primitive.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          aria-label={option.icon ? option.label : undefined}
          title={option.icon ? option.label : undefined}
          className="flex h-control-small min-w-control-small items-center justify-center gap-1.5 whitespace-nowrap rounded-[6px] px-2.5 font-medium text-ink-muted text-sm transition-colors not-disabled:hover:text-ink disabled:cursor-not-allowed disabled:text-ink-disabled data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-raised [&_svg]:size-4"
        >
          {option.icon ?? option.label}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  );
}
