import { useLocale, useTranslations } from "next-intl";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { type Column, DataTable } from "#components/admin/data-table.tsx";
import { moneyInColumn } from "#components/billing/money.ts";
import type { Overview, Revenue } from "#lib/contracts/admin/overview.ts";
import { useDayWords } from "./use-day-words.ts";

/** Of a day, or null of all of them. */
type Row = Revenue & { readonly day: string | null };

const AMOUNTS = [
  ["charged", ({ chargedMinor }: Row) => chargedMinor],
  ["returned", ({ returnedMinor }: Row) => returnedMinor],
  ["net", ({ chargedMinor, returnedMinor }: Row) => chargedMinor - returnedMinor],
] as const;

/** What was paid, by currency for the period, and by day where there was something. */
export function RevenueFigures({ overview: { daily, total, isLive } }: { readonly overview: Overview }) {
  const t = useTranslations("admin.overview.revenue");
  const locale = useLocale();
  const money = (amount: number, currency: string) => moneyInColumn(locale, { amount, currency });
  const inWords = useDayWords();
  const rows: Row[] = [
    ...total.revenue.map((revenue) => ({ day: null, ...revenue })),
    ...daily.toReversed().flatMap(({ day, revenue }) => revenue.map((one) => ({ day, ...one }))),
  ];
  return (
    <AdminSection id="revenue" title={t("title")}>
      <DataTable
        label={t("title")}
        empty={t("none")}
        isTall
        rows={rows}
        keyOf={({ day, currency }) => `${day} ${currency}`}
        columns={[
          {
            key: "day",
            label: t("day"),
            kind: "heading",
            cell: ({ day }) =>
              day === null ? (
                <strong className="font-medium">{t("total")}</strong>
              ) : (
                <span className="whitespace-nowrap">{inWords(day)}</span>
              ),
          },
          ...AMOUNTS.map(
            ([name, amountOf]): Column<Row> => ({
              key: name,
              label: t(name),
              kind: "number",
              cell: (row) => (
                <span className={row.day === null ? "font-medium" : undefined}>
                  {money(amountOf(row), row.currency)}
                </span>
              ),
            }),
          ),
        ]}
      />
      <p className="text-ink-muted text-sm">{t(isLive ? "note" : "testNote")}</p>
    </AdminSection>
  );
}
