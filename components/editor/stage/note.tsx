import type { ReactNode } from "react";

/** A quiet line over the photo. */
export function Note({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex animate-appear items-center gap-2 text-balance rounded-full border border-line bg-panel px-3.5 py-1.5 font-medium text-sm tabular-nums shadow-overlay">
      {children}
    </p>
  );
}
