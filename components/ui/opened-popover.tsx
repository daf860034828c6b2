"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

export interface PopoverProps {
  /** What it holds, read aloud. */
  readonly label: string;
  /** One button that opens it. */
  readonly trigger: ReactElement;
  readonly side?: "top" | "bottom";
  readonly children: ReactNode;
}

/** A popover that has been asked for: open when it appears. */
export function OpenedPopover({ label, trigger, side = "bottom", children }: PopoverProps) {
  return (
    <Primitive.Root defaultOpen>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-h-(--radix-popover-content-available-height) w-72 animate-rise flex-col gap-4 overflow-y-auto rounded-large border border-line bg-raised p-4 shadow-overlay"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
