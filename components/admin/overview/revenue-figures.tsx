import { useLocale, useTranslations } from "next-intl";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { moneyInColumn } from "#components/billing/money.ts";
import type { Overview } from "#lib/contracts/admin/overview.ts";
import { useDayWords } from "./use-day-words.ts";

/** What was paid, by currency for the period, and by day where there was something. */
export function RevenueFigures({ overview: { daily, total, isLive } }: { readonly overview: Overview }) {
  const t = useTranslations("admin.overview.revenue");
  const locale = useLocale();
  const money = (amount: number, currency: string) => moneyInColumn(locale, { amount, currency });
  const inWords = useDayWords();
  const rows = [
    ...total.revenue.map((revenue) => ({ day: null, ...revenue })),
    ...daily.toReversed().flatMap(({ day, revenue }) => revenue.map((one) => ({ day, ...one }))),
  ];
  return (
    <AdminSection id="revenue" title={t("title")}>
      <DataTable
        label={t("title")}
        empty={t("none")}
        isTall
        columns={[
          { key: "day", label: t("day") },
          { key: "charged", label: t("charged"), isNumber: true },
          { key: "returned", label: t("returned"), isNumber: true },
          { key: "net", label: t("net"), isNumber: true },
        ]}
      >
        {rows.map(({ day, currency, chargedMinor, returnedMinor }) => (
          <tr key={`${day} ${currency}`} className={day === null ? "font-medium" : undefined}>
            <th scope="row" className={`whitespace-nowrap text-start ${day === null ? "font-medium" : "font-normal"}`}>
              {day === null ? t("total") : inWords(day)}
            </th>
            <td className="text-end">{money(chargedMinor, currency)}</td>
            <td className="text-end">{money(returnedMinor, currency)}</td>
            <td className="text-end">{money(chargedMinor - returnedMinor, currency)}</td>
          </tr>
        ))}
      </DataTable>
      <p className="text-ink-muted text-sm">{t(isLive ? "note" : "testNote")}</p>
    </AdminSection>
  );
}
