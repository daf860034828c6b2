import { classNames } from "./class-names.ts";

interface ProgressProps {
  readonly label: string;
  /** 0..1, or null while it is not known. */
  readonly value: number | null;
  readonly className?: string;
}

export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      // Drawn from left to right, and mirrored as a whole where reading goes the other way.
      dir="ltr"
      aria-label={label}
      aria-valuenow={percent ?? undefined}
      className={classNames(
        "h-1.5 w-full forced-color-adjust-none overflow-hidden rounded-full bg-control-hover rtl:-scale-x-100",
        className,
      )}
    >
      <div
        className={classNames(
          "h-full rounded-full bg-accent-text",
          percent === null ? "w-1/3 animate-travel" : "transition-[width]",
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
