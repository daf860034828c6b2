import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClasses } from "./button-classes.ts";
import { Spinner } from "./spinner.tsx";

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
  const classes = buttonClasses(variant, size, className);
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
