import "server-only";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import { call } from "../database.ts";

export interface ModelStatistics {
  readonly model: string;
  readonly attempts: number;
  readonly successes: number;
  /** Of successes; null without any. */
  readonly medianMillis: number | null;
}

/** From the attempts of the last `days` at models with `least` of them; other failures are not counted. */
export async function modelStatistics(ask: {
  readonly days: number;
  readonly least: number;
  /** Codes of failures that count against a model. */
  readonly blamed: readonly ErrorCode[];
}): Promise<readonly ModelStatistics[]> {
  const rows = await call<Array<{ model: string; attempts: number; successes: number; median_millis: number | null }>>(
    "model_statistics",
    ask.days,
    ask.least,
    ask.blamed,
  );
  return rows.map(({ median_millis, ...counted }) => ({ ...counted, medianMillis: median_millis }));
}
