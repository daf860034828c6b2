"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import { classNames } from "./class-names.ts";
import type { FieldControl } from "./field.tsx";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A second, quieter line. */
  readonly description?: string;
  readonly disabled?: boolean;
}

interface SelectProps<Value extends string> extends Partial<FieldControl> {
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  readonly "aria-label"?: string;
  readonly disabled?: boolean;
  readonly className?: string;
}

/** One of a list. For two to four short choices, `ToggleGroup` shows them all at once. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onValueChange, options, disabled = false, className, ...control } = props;
  return (
    <Primitive.Root value={value} onValueChange={(next) => onValueChange(next as Value)} disabled={disabled}>
      <Primitive.Trigger
        {...control}
        className={classNames(
          "field-text flex h-control w-full items-center justify-between gap-2 rounded-medium border border-line-strong bg-panel px-3",
          "text-left transition-colors not-disabled:hover:bg-control disabled:cursor-not-allowed disabled:border-line disabled:text-ink-disabled",
          className,
        )}
      >
        <span className="truncate">
          <Primitive.Value />
        </span>
        <Primitive.Icon asChild>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-88 animate-rise overflow-hidden rounded-large border border-line bg-raised shadow-overlay"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex min-h-control cursor-default select-none items-center gap-2 rounded-medium px-2 py-1.5 outline-none data-disabled:text-ink-disabled data-highlighted:bg-control-hover"
              >
                <span className="flex min-w-0 flex-1 flex-col">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.description && <span className="text-ink-muted text-sm">{option.description}</span>}
                </span>
                <Primitive.ItemIndicator>
                  <Check aria-hidden="true" className="size-4 text-accent-text" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
