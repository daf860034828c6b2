"use client";

import { Check } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import type { FieldControl } from "./field.tsx";
import { SELECT_BUTTON, SelectFace } from "./select-face.tsx";

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

export interface SelectProps<Value extends string> extends Partial<FieldControl> {
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  readonly "aria-label"?: string;
  readonly disabled?: boolean;
}

/** A list that has been asked for: open when it appears, and from then on again and again. */
export function OpenedSelect(props: SelectProps<string>) {
  const { value, onValueChange, options, disabled = false, ...control } = props;
  return (
    <Primitive.Root defaultOpen value={value} onValueChange={onValueChange} disabled={disabled}>
      <Primitive.Trigger {...control} className={SELECT_BUTTON}>
        <SelectFace>
          <Primitive.Value />
        </SelectFace>
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

function Item({ value, label, lang, description, disabled = false }: SelectOption<string>) {
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

interface Group {
  readonly group: string | undefined;
  readonly members: SelectOption<string>[];
}

function grouped(options: readonly SelectOption<string>[]): Group[] {
  const groups: Group[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}
