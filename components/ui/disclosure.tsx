"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";

interface DisclosureProps {
  readonly label: string;
  /** A few words on what is inside, at the end of the line. */
  readonly aside?: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A section that is folded away until it is asked for. */
export function Disclosure({ label, aside, open, onOpenChange, children }: DisclosureProps) {
  const id = useId();
  return (
    <div className="flex flex-col">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => onOpenChange(!open)}
        className="group -mx-1.5 flex h-control items-center gap-1.5 rounded-medium px-1.5 text-start transition-colors hover:bg-control"
      >
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-ink-muted transition-transform group-aria-expanded:rotate-90 rtl:-scale-x-100 rtl:group-aria-expanded:-rotate-90"
        />
        <span className="flex-1 font-medium text-sm">{label}</span>
        {aside && <span className="text-ink-muted text-sm">{aside}</span>}
      </button>
      {open && (
        <div id={id} className="flex flex-col gap-4 pt-2">
          {children}
        </div>
      )}
    </div>
  );
}
