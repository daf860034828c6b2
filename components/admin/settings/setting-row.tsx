import type { ReactNode } from "react";

interface SettingRowProps {
  readonly label: string;
  readonly hint: string;
  /** In words. */
  readonly value: ReactNode;
  /** Where the value comes from. */
  readonly source: string;
  /** What changes it. */
  readonly children: ReactNode;
}

/** A setting with what it is now and where that comes from. */
export function SettingRow({ label, hint, value, source, children }: SettingRowProps) {
  return (
    <li className="flex flex-col gap-3 py-3 sm:flex-row sm:items-start sm:justify-between sm:gap-6">
      <div className="flex max-w-prose flex-col gap-0.5">
        <h3 className="font-medium">{label}</h3>
        <p className="text-ink-muted text-sm">{hint}</p>
      </div>
      <div className="flex shrink-0 items-start justify-between gap-4">
        <div className="flex flex-col gap-0.5 tabular-nums sm:items-end sm:text-end">
          <div className="font-medium">{value}</div>
          <p className="text-ink-muted text-sm">{source}</p>
        </div>
        {children}
      </div>
    </li>
  );
}
