import { type ReactNode, useId } from "react";

interface AccountSectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the account page, under its heading. */
export function AccountSection({ title, lead, children }: AccountSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-line border-t pt-6">
      <div className="flex max-w-prose flex-col gap-1">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {lead && <div className="text-ink-muted">{lead}</div>}
      </div>
      {children}
    </section>
  );
}
