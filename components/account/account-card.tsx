import type { ReactNode } from "react";

interface AccountCardProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Other ways to go, below the card. */
  readonly footer?: ReactNode;
}

/** The one column that all account pages are set in. */
export function AccountCard({ title, lead, children, footer }: AccountCardProps) {
  return (
    <div className="mx-auto flex w-full max-w-100 flex-col gap-6 px-4 py-10 sm:py-16">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{title}</h1>
        {lead && <p className="text-ink-muted text-lg">{lead}</p>}
      </div>
      {children}
      {footer && <div className="flex flex-col gap-1 text-ink-muted">{footer}</div>}
    </div>
  );
}
