import "server-only";
import type { LimitReport } from "#lib/contracts/admin/limits.ts";
import { call } from "../../database.ts";
import { POLICIES } from "../../limits/policies.ts";
import { toTimestamp } from "../rows.ts";

interface ReportRow {
  readonly policies: ReadonlyArray<{ readonly policy: string; readonly day: number; readonly month: number }>;
  readonly hours: ReadonlyArray<{ readonly hour: string; readonly policy: string; readonly hits: number }>;
  readonly top: ReadonlyArray<{
    readonly policy: string;
    readonly key: string;
    readonly email: string | null;
    readonly hits: number;
    readonly last_at: string;
  }>;
}

/** Every class of routes with its limits, and whom they turned away how often. */
export async function limitReport(): Promise<LimitReport> {
  const { policies, hours, top } = await call<ReportRow>("limit_hits");
  return {
    policies: Object.entries(POLICIES).map(([name, { perAccount, perKey, perAddress }]) => {
      const counted = policies.filter(({ policy }) => classOf(policy) === name);
      const sum = (span: "day" | "month") => counted.reduce((total, row) => total + row[span], 0);
      return { name, perAccount, perKey, perAddress, day: sum("day"), month: sum("month") };
    }),
    hours: [...Map.groupBy(hours, ({ hour, policy }) => `${hour} ${classOf(policy)}`).values()].flatMap(ofOneClass),
    top: top.map(({ policy, last_at, ...row }) => ({
      ...row,
      policy: classOf(policy),
      scope: SCOPES.find((scope) => policy.endsWith(`-${scope}`)) ?? "address",
      lastAt: toTimestamp(last_at),
    })),
  };
}

/** A class has limits for accounts, for keys and for addresses: an hour has one row for all of them. */
function ofOneClass(rows: ReportRow["hours"]): LimitReport["hours"] {
  const hits = rows.reduce((total, row) => total + row.hits, 0);
  return rows.slice(0, 1).map(({ hour, policy }) => ({ hour: toTimestamp(hour), policy: classOf(policy), hits }));
}

const SCOPES = ["account", "key", "address"] as const;

/** `edit-account` is of the class `edit`. */
const classOf = (policy: string): string => policy.replace(/-(account|key|address)$/, "");

/** Counts after 30 days, whom they were about after 7. */
export async function forgetLimitHits(): Promise<void> {
  await call("forget_limit_hits");
}
