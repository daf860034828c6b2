import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

export interface Column {
  readonly key: string;
  readonly label: string;
  /** Of numbers: their last digits stand below one another. */
  readonly isNumber?: boolean;
}

interface DataTableProps {
  /** What it lists, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** Said in place of a table without rows. */
  readonly empty: string;
  /** Scrolls by itself from some height on, below its head. */
  readonly isTall?: boolean;
  /** `<tr>`s whose cells are in the order of the columns. */
  readonly children: readonly ReactNode[];
}

/** Rows close to one another, their texts on one line. Where they do not fit, it scrolls by itself, also by the keyboard. */
export function DataTable({ label, columns, empty, isTall = false, children }: DataTableProps) {
  if (children.length === 0) return <p className="text-ink-muted">{empty}</p>;
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      className={classNames(
        "overflow-x-auto rounded-medium border border-line bg-panel",
        isTall && "max-h-96 overflow-y-auto",
      )}
    >
      <table
        aria-label={label}
        className="w-full text-start tabular-nums [&_td]:px-3 [&_td]:py-2 [&_td]:align-baseline [&_th]:px-3 [&_th]:py-2 [&_th]:align-baseline"
      >
        <thead className={classNames("text-ink-muted text-sm", isTall && "sticky top-0 bg-panel")}>
          <tr className="border-line border-b">
            {columns.map(({ key, label: name, isNumber }) => (
              <th
                key={key}
                scope="col"
                className={classNames("whitespace-nowrap font-medium", isNumber ? "text-end" : "text-start")}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:not(:last-child)]:border-line [&>tr:not(:last-child)]:border-b">{children}</tbody>
      </table>
    </div>
  );
}
