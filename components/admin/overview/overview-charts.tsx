import { useFormatter, useTranslations } from "next-intl";
import { BarChart } from "#components/admin/charts/bar-chart.tsx";
import { LineChart } from "#components/admin/charts/line-chart.tsx";
import type { Series } from "#components/admin/charts/series.ts";
import { useUsd } from "#components/admin/use-usd.ts";
import type { OverviewDay } from "#lib/contracts/admin/overview.ts";
import { useDayWords } from "./use-day-words.ts";
import { useSeconds } from "./use-seconds.ts";

/** The period day by day. */
export function OverviewCharts({ daily }: { readonly daily: readonly OverviewDay[] }) {
  const t = useTranslations("admin.overview.charts");
  const format = useFormatter();
  const usd = useUsd();
  const seconds = useSeconds();
  const inWords = useDayWords();
  const days = daily.map(({ day }) => inWords(day));
  const number = (value: number) => format.number(value, { notation: value >= 10_000 ? "compact" : "standard" });
  const series = (name: Series["name"], tone: Series["tone"], read: (day: OverviewDay) => number | null) => ({
    name,
    tone,
    values: daily.map(read),
  });
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <BarChart
        title={t("edits.title")}
        days={days}
        format={number}
        series={[
          series(t("edits.succeeded"), "good", ({ succeeded }) => succeeded),
          series(t("edits.failed"), "bad", ({ failed }) => failed),
          series(t("edits.cancelled"), "quiet", ({ cancelled }) => cancelled),
        ]}
      />
      <LineChart
        title={t("success.title")}
        days={days}
        showsZero
        format={(share) => format.number(share, { style: "percent", maximumFractionDigits: 1 })}
        series={[
          series(t("success.title"), "good", ({ succeeded, failed }) =>
            succeeded + failed === 0 ? null : succeeded / (succeeded + failed),
          ),
        ]}
      />
      <LineChart
        title={t("tokens.title")}
        days={days}
        format={number}
        series={[
          series(t("tokens.sold"), "accent", ({ tokensSold }) => tokensSold),
          series(t("tokens.spent"), "quiet", ({ tokensSpent }) => tokensSpent),
        ]}
      />
      <BarChart
        title={t("cost.title")}
        days={days}
        format={usd}
        series={[series(t("cost.title"), "warning", ({ costMicroUsd }) => costMicroUsd)]}
      />
      <LineChart
        title={t("times.title")}
        days={days}
        format={seconds}
        series={[
          series(t("times.half"), "accent", ({ runP50Millis }) => runP50Millis),
          series(t("times.most"), "warning", ({ runP95Millis }) => runP95Millis),
          series(t("times.wait"), "quiet", ({ waitP95Millis }) => waitP95Millis),
        ]}
      />
      <LineChart
        title={t("accounts.title")}
        days={days}
        format={number}
        series={[
          series(t("accounts.active"), "accent", ({ activeAccounts }) => activeAccounts),
          series(t("accounts.new"), "good", ({ newAccounts }) => newAccounts),
        ]}
      />
    </div>
  );
}
