import "server-only";
import { call } from "../../database.ts";

export interface TimesRow {
  readonly run_p50: number | null;
  readonly run_p95: number | null;
  readonly wait_p95: number | null;
}

/** Null where nothing was counted that day. */
export interface DayRow extends TimesRow {
  readonly day: string;
  readonly succeeded: number | null;
  readonly failed: number | null;
  readonly cancelled: number | null;
  readonly tokens_spent: number | null;
  readonly active_accounts: number | null;
  readonly new_accounts: number | null;
  readonly cost_micro_usd: number | null;
}

export interface SalesRow {
  readonly day: string;
  readonly currency: string;
  readonly purchases: number;
  readonly tokens: number;
  readonly charged_minor: number;
  readonly returned_minor: number;
}

export interface OverviewRows {
  readonly daily: readonly DayRow[];
  /** Of all days together; null where nothing ran. */
  readonly times: TimesRow | null;
  readonly providers: readonly {
    readonly provider: string;
    readonly edits: number;
    readonly tokens: number;
    readonly cost_micro_usd: number;
  }[];
  readonly sales: readonly SalesRow[];
  readonly standing: {
    readonly available: number;
    readonly held: number;
    readonly active_7: number;
    readonly active_30: number;
    readonly active_90: number;
    readonly taken_at: string;
  } | null;
}

/** Figures of the last days, today included: those before from the roll-up, today's counted now. */
export function readOverview(days: number, isLive: boolean): Promise<OverviewRows> {
  return call<OverviewRows>("overview", days, isLive);
}

/** Rolls up yesterday, today and every day that lacks or has changed. Any number of times, in any number of workers. */
export async function refreshFigures(): Promise<void> {
  for (let isDone = false; !isDone; ) {
    const answer = await call<{ outcome: "refreshed" | "busy"; is_done?: boolean }>("refresh_figures");
    isDone = answer.is_done ?? true;
  }
}
