"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface MenuProps {
  /** Whether it is open when it appears. */
  readonly defaultOpen?: boolean;
  readonly children: ReactNode;
}

/** The page behind stays as it is: a modal menu would hide it from screen readers and stop it from scrolling. */
export function DropdownMenu({ defaultOpen = false, children }: MenuProps) {
  return (
    <Primitive.Root modal={false} defaultOpen={defaultOpen}>
      {children}
    </Primitive.Root>
  );
}

/** Wraps the button that opens the menu. */
export function DropdownMenuTrigger({ children }: { readonly children: ReactNode }) {
  return <Primitive.Trigger asChild>{children}</Primitive.Trigger>;
}

interface ContentProps {
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly children: ReactNode;
}

export function DropdownMenuContent({ align = "end", side = "bottom", children }: ContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align={align}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-rise overflow-y-auto rounded-large border border-line bg-raised p-1 shadow-overlay"
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}

const ITEM =
  "flex min-h-control cursor-default select-none items-center gap-2.5 rounded-medium px-2.5 py-1.5 text-base outline-none " +
  "data-disabled:text-ink-disabled data-highlighted:bg-control-hover [&_svg]:size-4 [&_svg]:shrink-0";

interface ItemProps extends ComponentProps<typeof Primitive.Item> {
  readonly danger?: boolean;
  /** The key that does the same. */
  readonly shortcut?: string;
}

export function DropdownMenuItem({ danger, shortcut, className, children, asChild, ...props }: ItemProps) {
  const classes = classNames(ITEM, danger && "text-danger-text", className);
  if (asChild) {
    return (
      <Primitive.Item {...props} asChild className={classes}>
        {children}
      </Primitive.Item>
    );
  }
  return (
    <Primitive.Item {...props} className={classes}>
      {children}
      {shortcut && <kbd className="ms-auto ps-4 font-sans text-ink-muted text-sm">{shortcut}</kbd>}
    </Primitive.Item>
  );
}

interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    /** Of the label, where it is not the page's. */
    readonly lang?: string;
    /** A second, quieter line. */
    readonly description?: string;
  }[];
}

/** A choice inside a menu, under a quiet heading. */
export function DropdownMenuRadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, onValueChange, options } = props;
  return (
    <Primitive.RadioGroup aria-label={label} value={value} onValueChange={(next) => onValueChange(next as Value)}>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="size-4 shrink-0">
            <Primitive.ItemIndicator>
              <Check aria-hidden="true" className="text-accent-text" />
            </Primitive.ItemIndicator>
          </span>
          <span className="flex min-w-0 max-w-72 flex-col">
            <span lang={option.lang}>{option.label}</span>
            {option.description && <span className="text-ink-muted text-sm">{option.description}</span>}
          </span>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

export function DropdownMenuLabel({ children }: { readonly children: ReactNode }) {
  return <Primitive.Label className="px-2.5 pt-1.5 pb-1 text-ink-muted text-sm">{children}</Primitive.Label>;
}

export function DropdownMenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
