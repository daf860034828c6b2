import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Tooltip, type TooltipSide } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  /** What it does. Read aloud, and shown in the tooltip. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip: "B", "Ctrl Z". */
  readonly shortcut?: string;
  readonly size?: "small" | "medium";
  /** Turns it into a toggle and tells its state. */
  readonly pressed?: boolean;
  readonly tooltipSide?: TooltipSide;
  /** One icon of 16 to 20 px. */
  readonly children: ReactNode;
}

export function IconButton({ label, shortcut, size = "medium", pressed, tooltipSide, ...rest }: IconButtonProps) {
  const { className, children, ...props } = rest;
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        {...props}
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(
          "inline-flex shrink-0 items-center justify-center rounded-medium transition-colors",
          "disabled:cursor-not-allowed disabled:text-ink-disabled aria-disabled:cursor-not-allowed aria-disabled:text-ink-disabled",
          "data-[state=open]:bg-control",
          pressed ? "bg-accent-soft text-accent-text" : "text-ink not-disabled:hover:bg-control",
          size === "small" ? "size-control-small [&_svg]:size-4" : "size-control [&_svg]:size-4.5",
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  );
}
