"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import { classNames } from "./class-names.ts";
import type { FieldControl } from "./field.tsx";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Of both lines, where it is another language than the page's. */
  readonly lang?: string | undefined;
  /** A second, quieter line. */
  readonly description?: string;
  readonly disabled?: boolean;
  /** Heading of the options that follow one another with the same text. */
  readonly group?: string;
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
          "text-start transition-colors not-disabled:hover:bg-control disabled:cursor-not-allowed disabled:border-line disabled:text-ink-disabled",
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
            {grouped(options).map(({ group, members }) => (
              <Primitive.Group key={group ?? ""}>
                {group && <Primitive.Label className="px-2 pt-2 pb-1 text-ink-muted text-sm">{group}</Primitive.Label>}
                {members.map((option) => (
                  <Item key={option.value} {...option} />
                ))}
              </Primitive.Group>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Item<Value extends string>({ value, label, lang, description, disabled = false }: SelectOption<Value>) {
  return (
    <Primitive.Item
      value={value}
      lang={lang}
      disabled={disabled}
      className="flex min-h-control cursor-default select-none items-center gap-2 rounded-medium px-2 py-1.5 outline-none data-disabled:text-ink-disabled data-highlighted:bg-control-hover"
    >
      <span className="flex min-w-0 flex-1 flex-col">
        <Primitive.ItemText>{label}</Primitive.ItemText>
        {description && <span className="text-ink-muted text-sm">{description}</span>}
      </span>
      <Primitive.ItemIndicator>
        <Check aria-hidden="true" className="size-4 text-accent-text" />
      </Primitive.ItemIndicator>
    </Primitive.Item>
  );
}

interface Group<Value extends string> {
  readonly group: string | undefined;
  readonly members: SelectOption<Value>[];
}

function grouped<Value extends string>(options: readonly SelectOption<Value>[]): Group<Value>[] {
  const groups: Group<Value>[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}
