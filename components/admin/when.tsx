import { useFormatter } from "next-intl";

/** A day and its time, in a table: on phones the time stands below the day, so that more of the row is seen. */
export function When({ at }: { readonly at: string }) {
  const format = useFormatter();
  const date = new Date(at);
  return (
    <time dateTime={at} className="whitespace-nowrap text-ink-muted">
      <span className="max-sm:block">{format.dateTime(date, { dateStyle: "medium" })}</span>{" "}
      <span className="max-sm:block max-sm:text-sm">{format.dateTime(date, { timeStyle: "short" })}</span>
    </time>
  );
}
