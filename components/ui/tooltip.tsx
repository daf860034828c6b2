import { Slot } from "radix-ui";
import type { ReactNode } from "react";

export type TooltipSide = "top" | "right" | "bottom" | "left";

interface TooltipProps {
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly side?: TooltipSide | undefined;
  /** One element that takes focus and has its own accessible name. */
  readonly children: ReactNode;
}

/** Has its name shown on hover and focus, by `Tooltips`. Never the only place where something is said. */
export function Tooltip({ label, shortcut, side, children }: TooltipProps) {
  return (
    <Slot.Root data-tip={label} data-tip-shortcut={shortcut} data-tip-side={side}>
      {children}
    </Slot.Root>
  );
}
