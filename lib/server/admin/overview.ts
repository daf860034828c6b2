import "server-only";
import type { Overview, OverviewDays, Revenue } from "#lib/contracts/admin/overview.ts";
import { providerNames } from "../models.ts";
import { type DayRow, readOverview, type SalesRow, type TimesRow } from "../store/admin/overview.ts";
import { toTimestamp } from "../store/rows.ts";
import { isLiveMode } from "../stripe/client.ts";

/** How the server does: by day and in all, for the last days. */
export async function overviewOf(days: OverviewDays): Promise<Overview> {
  const isLive = isLiveMode();
  const rows = await readOverview(days, isLive);
  const names = providerNames();
  const sales = Map.groupBy(rows.sales, ({ day }) => day);
  const daily = rows.daily.map((row) => ({
    day: row.day,
    ...countsOf([row], sales.get(row.day) ?? []),
    activeAccounts: row.active_accounts ?? 0,
    ...timesOf(row),
    revenue: revenueOf(sales.get(row.day) ?? []),
  }));
  const { standing } = rows;
  return {
    daily,
    total: { ...countsOf(rows.daily, rows.sales), ...timesOf(rows.times), revenue: revenueOf(rows.sales) },
    providers: rows.providers.map(({ provider, edits, tokens, cost_micro_usd }) => ({
      id: provider,
      // One that is no more goes by its id.
      name: names.get(provider) ?? provider,
      edits,
      tokens,
      costMicroUsd: cost_micro_usd,
    })),
    standing: standing && {
      available: standing.available,
      held: standing.held,
      activeAccounts: standing[`active_${days}`],
      takenAt: toTimestamp(standing.taken_at),
    },
    isLive,
  };
}

function countsOf(days: readonly DayRow[], sales: readonly SalesRow[]) {
  const sumOf = (read: (row: DayRow) => number | null) => days.reduce((sum, row) => sum + (read(row) ?? 0), 0);
  return {
    succeeded: sumOf((row) => row.succeeded),
    failed: sumOf((row) => row.failed),
    cancelled: sumOf((row) => row.cancelled),
    tokensSpent: sumOf((row) => row.tokens_spent),
    tokensSold: sales.reduce((sum, { tokens }) => sum + tokens, 0),
    newAccounts: sumOf((row) => row.new_accounts),
    costMicroUsd: sumOf((row) => row.cost_micro_usd),
  };
}

const timesOf = (times: TimesRow | null) => ({
  runP50Millis: times?.run_p50 ?? null,
  runP95Millis: times?.run_p95 ?? null,
  waitP95Millis: times?.wait_p95 ?? null,
});

/** By currency, the largest first. */
function revenueOf(sales: readonly SalesRow[]): Revenue[] {
  return [...Map.groupBy(sales, ({ currency }) => currency)]
    .map(([currency, rows]) => ({
      currency,
      chargedMinor: rows.reduce((sum, { charged_minor }) => sum + charged_minor, 0),
      returnedMinor: rows.reduce((sum, { returned_minor }) => sum + returned_minor, 0),
    }))
    .sort((a, b) => b.chargedMinor - a.chargedMinor);
}
