import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** What a row has in it. Null where it has nothing: a card leaves that out. */
  readonly cell: (row: Row) => ReactNode;
  /**
   * A `heading` is what a row is about. The last digits of a `number` stand below one another. Addresses and
   * the like are `long`; `prose` and what can be done, `actions`, have the whole width of a card.
   */
  readonly kind?: "heading" | "number" | "long" | "prose" | "actions";
  /** Of less weight than the rest. */
  readonly isMuted?: boolean;
}

interface DataTableProps<Row> {
  /** What it lists, for those who do not see it. */
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** Said in place of a table without rows. */
  readonly empty: string;
  /** Of numbers in very many rows: scrolls by itself from some height on, below its head. */
  readonly isTall?: boolean;
}

/** What a phone has no room for beside one another. */
const MANY = 4;

/**
 * Rows close to one another, their texts on one line. Where there is no room for many columns beside one another, each row
 * is a card, so that nothing of it, what can be done with it least of all, has to be scrolled to. For screen readers it is
 * the same table.
 */
export function DataTable<Row>({ label, columns, rows, keyOf, empty, isTall = false }: DataTableProps<Row>) {
  if (rows.length === 0) return <p className="text-ink-muted">{empty}</p>;
  const stacks = columns.length >= MANY && !isTall;
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      className={classNames(
        "@container overflow-x-auto rounded-medium border border-line bg-panel",
        isTall && "max-h-96 overflow-y-auto",
      )}
    >
      <table {...ROLES.table} aria-label={label} className={classNames("w-full tabular-nums", stacks && CARDS.table)}>
        <thead
          {...ROLES.group}
          className={classNames(
            "text-ink-muted text-sm",
            isTall && "sticky top-0 bg-panel",
            stacks && "@max-3xl:sr-only",
          )}
        >
          <tr {...ROLES.row} className="border-line border-b">
            {columns.map(({ key, label: name, kind }) => (
              <th
                {...ROLES.head}
                key={key}
                scope="col"
                className={classNames(
                  "whitespace-nowrap px-3 py-2 align-baseline font-medium",
                  kind === "number" ? "text-end" : "text-start",
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.group} className={stacks ? CARDS.body : undefined}>
          {rows.map((row) => (
            <tr
              {...ROLES.row}
              key={keyOf(row)}
              className={classNames("border-line not-last:border-b", stacks && CARDS.row)}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} stacks={stacks} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly stacks: boolean;
}

function Cell<Row>({ column: { label, cell, kind, isMuted }, row, stacks }: CellProps<Row>) {
  const content = cell(row);
  const isHeading = kind === "heading";
  const Tag = isHeading ? "th" : "td";
  const isLabelled = stacks && !isHeading && kind !== "actions";
  return (
    <Tag
      {...(isHeading ? ROLES.heading : ROLES.cell)}
      className={classNames(
        "px-3 py-2 align-baseline font-normal",
        kind === "number" ? "text-end" : "text-start",
        isMuted && "text-ink-muted",
        stacks && (content === null ? "@max-3xl:sr-only" : CARDS.cell),
        stacks && kind && content !== null && CARDS[kind],
        isLabelled && content !== null && CARDS.labelled,
      )}
    >
      {isLabelled && (
        // The head of the column says the same to those who do not see it.
        <span aria-hidden="true" className="block text-ink-muted text-sm @3xl:hidden">
          {label}
        </span>
      )}
      {isLabelled ? <div className="contents @max-3xl:block @max-3xl:min-w-0">{content}</div> : content}
    </Tag>
  );
}

const CARDS = {
  table: "@max-3xl:block",
  body: "@max-3xl:block",
  row: "@max-3xl:grid @max-3xl:grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] @max-3xl:gap-x-3 @max-3xl:gap-y-2 @max-3xl:p-3",
  cell: "@max-3xl:min-w-0 @max-3xl:p-0",
  /** Labels that stand beside one another are as high as the highest, so that what they name begins at one height. */
  labelled: "@max-3xl:row-span-2 @max-3xl:grid @max-3xl:grid-rows-subgrid @max-3xl:gap-y-0",
  heading: "@max-3xl:-order-1 @max-3xl:block @max-3xl:col-span-full @max-3xl:font-medium",
  number: "@max-3xl:text-start",
  long: "@max-3xl:col-span-2",
  prose: "@max-3xl:col-span-full",
  actions: "@max-3xl:col-span-full @max-3xl:block",
} as const;

/** Some browsers forget what a table is once its parts are laid out as anything else. */
const ROLES = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  head: { role: "columnheader" },
  heading: { role: "rowheader", scope: "row" },
  cell: { role: "cell" },
} as const;
