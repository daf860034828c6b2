import Link from "next/link";
import { classNames } from "#components/ui/class-names.ts";

interface FilterLinksProps {
  /** What the list is narrowed by. */
  readonly label: string;
  readonly choices: readonly { readonly href: string; readonly label: string; readonly isChosen: boolean }[];
}

/** One of a few ways to narrow a list, each with an address of its own. On phones they scroll sideways. */
export function FilterLinks({ label, choices }: FilterLinksProps) {
  return (
    <nav aria-label={label} className="-mx-4 -my-1 sm:mx-0">
      <ul className="flex gap-1 overflow-x-auto px-4 py-1 sm:flex-wrap sm:px-0">
        {choices.map(({ href, label: name, isChosen }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={isChosen ? "true" : undefined}
              className={classNames(
                "flex min-h-control items-center whitespace-nowrap rounded-medium px-3 hover:bg-control-hover",
                isChosen ? "bg-control font-medium" : "text-ink-muted",
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
