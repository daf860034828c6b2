import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

/** Of the button that shows what is chosen. */
export const SELECT_BUTTON =
  "field-text flex h-control w-full items-center justify-between gap-2 rounded-medium border border-line-strong bg-panel px-3 " +
  "text-start transition-colors not-disabled:hover:bg-control disabled:cursor-not-allowed disabled:border-line disabled:text-ink-disabled";

export function SelectFace({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <span className="truncate">{children}</span>
      <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
    </>
  );
}
