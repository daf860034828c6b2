import { ChoiceLink } from "./choice-link.tsx";

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
        {choices.map((choice) => (
          <li key={choice.href}>
            <ChoiceLink {...choice} leadsTo="part" />
          </li>
        ))}
      </ul>
    </nav>
  );
}
