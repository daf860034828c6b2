import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";

type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
type ButtonSize = "small" | "medium" | "large";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  /** Work is under way: shows a spinner and ignores presses, but keeps the focus where it is. */
  readonly busy?: boolean;
  /** Gives the looks to the only child (a link, a label) instead of making a `<button>`. */
  readonly asChild?: boolean;
  readonly children: ReactNode;
}

/** One `primary` per view. Says what will happen: "Erase for 1 token". */
export function Button({ variant = "secondary", size = "medium", busy, asChild, className, ...rest }: ButtonProps) {
  const classes = classNames(BASE, VARIANTS[variant], SIZES[size], className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  const { children, onClick, ...props } = rest;
  return (
    <button
      type="button"
      {...props}
      className={classes}
      aria-disabled={busy || props["aria-disabled"]}
      aria-busy={busy}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap font-medium transition-colors " +
  "disabled:cursor-not-allowed disabled:border-transparent disabled:bg-control disabled:text-ink-disabled " +
  "aria-disabled:cursor-not-allowed [&_svg]:shrink-0";

/** Borders that cannot be seen are drawn where the system replaces all colours. */
const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border border-transparent bg-accent text-accent-ink not-disabled:hover:bg-accent-hover",
  secondary: "border border-line bg-control text-ink not-disabled:hover:bg-control-hover",
  ghost: "text-ink not-disabled:hover:bg-control",
  danger: "border border-transparent bg-danger text-danger-ink not-disabled:hover:bg-danger-hover",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-control-small rounded-medium px-2.5 text-sm [&_svg]:size-4",
  medium: "h-control rounded-medium px-3.5 text-base [&_svg]:size-4",
  large: "h-control-large rounded-large px-5 text-lg [&_svg]:size-5",
};
