import Link from "next/link";
import { classNames } from "#components/ui/class-names.ts";

interface ChoiceLinkProps {
  readonly href: string;
  readonly label: string;
  readonly isChosen: boolean;
  /** What it leads to: another page, or another part of the same list. */
  readonly leadsTo: "page" | "part";
}

/** One of several places one may be, of which one is. */
export function ChoiceLink({ href, label, isChosen, leadsTo }: ChoiceLinkProps) {
  return (
    <Link
      href={href}
      aria-current={isChosen ? (leadsTo === "page" ? "page" : "true") : undefined}
      className={classNames(
        "flex min-h-control items-center whitespace-nowrap rounded-medium px-3 hover:bg-control-hover",
        isChosen ? "bg-control font-medium" : "text-ink-muted",
      )}
    >
      {label}
    </Link>
  );
}
