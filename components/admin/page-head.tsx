import type { ReactNode } from "react";

interface PageHeadProps {
  readonly title: string;
  readonly lead: ReactNode;
  /** What can be done or chosen on the whole page. */
  readonly children?: ReactNode;
}

/** The title of a page of the administration, and what there is to know before one reads it. */
export function PageHead({ title, lead, children }: PageHeadProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-4">
      <div className="flex max-w-prose flex-col gap-2">
        <h1 className="font-semibold text-2xl">{title}</h1>
        <p className="text-ink-muted">{lead}</p>
      </div>
      {children}
    </div>
  );
}
