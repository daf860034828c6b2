import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const TONES = {
  neutral: "bg-control text-ink-muted",
  accent: "bg-accent-soft text-accent-text",
  danger: "border border-current text-danger-text",
  success: "border border-current text-success-text",
  warning: "border border-current text-warning-text",
} as const;

interface BadgeProps {
  readonly tone?: keyof typeof TONES;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One or two words about the thing beside it. */
export function Badge({ tone = "neutral", className, children }: BadgeProps) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs tabular-nums",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
