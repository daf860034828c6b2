"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactNode } from "react";

interface PopoverProps {
  /** What it holds, read aloud. */
  readonly label: string;
  /** One button that opens it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** A few settings beside the button that opens them. The page behind stays usable. */
export function Popover({ label, trigger, children }: PopoverProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex w-72 animate-rise flex-col gap-4 rounded-large border border-line bg-raised p-4 shadow-overlay"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
