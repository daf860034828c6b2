import { type ReactNode, useId } from "react";

interface AccountSectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the account page: what it is about, and beside it, where there is room, what can be done. */
export function AccountSection({ title, lead, children }: AccountSectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-12 gap-y-4 border-line border-t pt-6 first-of-type:border-t-0 first-of-type:pt-0! md:grid-cols-[16rem_minmax(0,1fr)] md:pt-8"
    >
      <div className="flex max-w-prose flex-col gap-1">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {lead && <div className="text-ink-muted">{lead}</div>}
      </div>
      <div className="flex min-w-0 flex-col">{children}</div>
    </section>
  );
}
