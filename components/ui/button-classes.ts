import { classNames } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "small" | "medium" | "large";

/** The looks of a button, also for links. */
export function buttonClasses(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return classNames(BASE, VARIANTS[variant], SIZES[size], className);
}

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap font-medium transition-colors " +
  "disabled:cursor-not-allowed disabled:border-transparent disabled:bg-control disabled:text-ink-disabled " +
  "aria-disabled:cursor-not-allowed data-held:animate-breathe data-held:cursor-progress [&_svg]:shrink-0";

/** Borders that cannot be seen are drawn where the system replaces all colours. */
const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border border-transparent bg-accent text-accent-ink not-disabled:hover:bg-accent-hover",
  secondary: "border border-line bg-control text-ink not-disabled:hover:bg-control-hover",
  ghost: "text-ink not-disabled:hover:bg-control",
  danger: "border border-transparent bg-danger text-danger-ink not-disabled:hover:bg-danger-hover",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-control-small min-w-control-small rounded-medium px-2.5 text-sm [&_svg]:size-4",
  medium: "h-control rounded-medium px-3.5 text-base [&_svg]:size-4",
  large: "h-control-large rounded-large px-5 text-lg [&_svg]:size-5",
};
