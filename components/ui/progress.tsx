"use client";

import { Progress as Primitive } from "radix-ui";
import { classNames } from "./class-names.ts";

interface ProgressProps {
  readonly label: string;
  /** 0..1, or null while it is not known. */
  readonly value: number | null;
  readonly className?: string;
}

export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Primitive.Root
      // Drawn from left to right, and mirrored as a whole where reading goes the other way.
      dir="ltr"
      aria-label={label}
      value={percent}
      className={classNames(
        "h-1.5 w-full forced-color-adjust-none overflow-hidden rounded-full bg-control-hover rtl:-scale-x-100",
        className,
      )}
    >
      {percent === null ? (
        <Primitive.Indicator className="block h-full w-1/3 animate-travel rounded-full bg-accent-text" />
      ) : (
        <Primitive.Indicator
          className="block h-full rounded-full bg-accent-text transition-[width]"
          style={{ width: `${percent}%` }}
        />
      )}
    </Primitive.Root>
  );
}
