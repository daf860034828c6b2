import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** A small bar that floats over the photo. */
export function FloatingBar({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <div
      className={classNames(
        "flex animate-appear items-center gap-1 rounded-large border border-line bg-panel p-1 shadow-overlay",
        className,
      )}
    >
      {children}
    </div>
  );
}

export const Divider = () => <span aria-hidden="true" className="h-5 w-px shrink-0 bg-line" />;
