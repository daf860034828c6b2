import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const LOOKS =
  // What is typed has a direction of its own; the room left for icons has the page's.
  "field-text w-full [unicode-bidi:plaintext] rounded-medium border border-line-strong bg-panel text-ink transition-colors " +
  "placeholder:text-ink-muted disabled:cursor-not-allowed disabled:border-line disabled:text-ink-disabled " +
  "aria-invalid:border-danger-text";

/** A line of text. Inside a `Field`, which gives it its label. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} className={classNames(LOOKS, "h-control px-3", className)} />;
}

/** Several lines of text. Inside a `Field`, which gives it its label. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea {...props} className={classNames(LOOKS, "min-h-20 resize-y px-3 py-2", className)} />;
}
