import type { ReactNode } from "react";

interface AdminSectionProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of a page with its heading. */
export function AdminSection({ id, title, children }: AdminSectionProps) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="font-semibold text-lg">
        {title}
      </h2>
      {children}
    </section>
  );
}
