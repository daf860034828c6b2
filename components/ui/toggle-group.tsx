"use client";

import { type ReactNode, useId } from "react";
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

/** One of two to four choices, all visible. */
export function ToggleGroup<Value extends string>(props: ToggleGroupProps<Value>) {
  const { label, value, onValueChange, options, className } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={classNames(
        "inline-grid auto-cols-fr grid-flow-col gap-0.5 rounded-medium bg-control p-0.5",
        className,
      )}
    >
      {options.map((option) => (
        <span
          key={option.value}
          title={option.icon ? option.label : undefined}
          className="relative flex h-control-small min-w-control-small items-center justify-center whitespace-nowrap rounded-[6px] px-2.5 font-medium text-ink-muted text-sm transition-colors hover:text-ink has-disabled:text-ink-disabled has-checked:bg-chosen has-checked:text-ink has-checked:shadow-raised [&_svg]:size-4"
        >
          <input
            type="radio"
            name={name}
            aria-label={option.label}
            checked={option.value === value}
            disabled={option.disabled ?? false}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none rounded-[6px] disabled:cursor-not-allowed"
          />
          <span aria-hidden="true" className="pointer-events-none">
            {option.icon ?? option.label}
          </span>
        </span>
      ))}
    </div>
  );
}
