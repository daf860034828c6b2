import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMoney } from "#components/admin/use-money.ts";
import { useUsd } from "#components/admin/use-usd.ts";
import type { Overview } from "#lib/contracts/admin/overview.ts";
import { useSeconds } from "./use-seconds.ts";

/** The period in a few numbers. */
export function KeyFigures({ overview: { total, standing } }: { readonly overview: Overview }) {
  const t = useTranslations("admin.overview");
  const format = useFormatter();
  const usd = useUsd();
  const money = useMoney();
  const seconds = useSeconds();
  const ended = total.succeeded + total.failed;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
      <Figure label={t("figures.edits")} note={t("cancelled", { count: total.cancelled })}>
        {format.number(ended + total.cancelled)}
      </Figure>
      <Figure label={t("figures.success")} note={t("failed", { count: total.failed })}>
        {ended === 0
          ? t("none")
          : format.number(total.succeeded / ended, { style: "percent", maximumFractionDigits: 1 })}
      </Figure>
      <Figure label={t("figures.sold")} note={t("tokensSpent", { count: total.tokensSpent })}>
        {t("tokens", { count: total.tokensSold })}
      </Figure>
      <Figure label={t("figures.revenue")} note={t("revenueNote")}>
        {total.revenue.length === 0
          ? t("none")
          : total.revenue.map(({ currency, chargedMinor, returnedMinor }) => (
              <span key={currency} className="block">
                {money({ amount: chargedMinor - returnedMinor, currency })}
              </span>
            ))}
      </Figure>
      <Figure label={t("figures.cost")} note={t("costNote")}>
        {usd(total.costMicroUsd)}
      </Figure>
      <Figure label={t("figures.owed")} note={standing && t("held", { count: standing.held })}>
        {standing ? t("tokens", { count: standing.available + standing.held }) : t("none")}
      </Figure>
      <Figure label={t("figures.accounts")} note={t("newAccounts", { count: total.newAccounts })}>
        {standing ? format.number(standing.activeAccounts) : t("none")}
      </Figure>
      <Figure
        label={t("figures.times")}
        note={
          total.runP95Millis !== null &&
          t("timesNote", { run: seconds(total.runP95Millis), wait: seconds(total.waitP95Millis) })
        }
      >
        {seconds(total.runP50Millis)}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

function Figure({ label, note, children }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-large border border-line bg-panel p-4">
      <dt className="text-ink-muted text-sm">{label}</dt>
      <dd className="flex flex-col gap-1">
        <span className="wrap-anywhere font-semibold text-xl tabular-nums">{children}</span>
        {note && <span className="text-ink-muted text-sm tabular-nums">{note}</span>}
      </dd>
    </div>
  );
}
