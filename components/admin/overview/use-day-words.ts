import { useFormatter } from "next-intl";

/** A day of UTC, as `2026-11-26`, in a few words. */
export function useDayWords(): (day: string) => string {
  const format = useFormatter();
  return (day) => format.dateTime(new Date(`${day}T00:00:00Z`), { day: "numeric", month: "short", timeZone: "UTC" });
}
