import { useFormatter } from "next-intl";

/** A day and its time, in a table: where there is little room the time stands below the day. */
export function When({ at }: { readonly at: string }) {
  const format = useFormatter();
  const date = new Date(at);
  return (
    <time dateTime={at} className="text-ink-muted @4xl:whitespace-nowrap">
      <span className="whitespace-nowrap">{format.dateTime(date, { dateStyle: "medium" })}</span>{" "}
      <span className="whitespace-nowrap">{format.dateTime(date, { timeStyle: "short" })}</span>
    </time>
  );
}
