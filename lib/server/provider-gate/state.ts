import "server-only";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { isErrorCode } from "#lib/domain/error-code.ts";
import type { Unavailability } from "#lib/domain/notice.ts";
import type { ListedModel } from "#lib/providers/registry.ts";
import { kept } from "../kept.ts";
import { listOutages, type Outage } from "../store/provider-gate.ts";
import { type ModelStatistics, modelStatistics } from "../store/provider-statistics.ts";
import { BLAMED, isAccountProblem } from "./verdict.ts";

const OUTAGES_MILLIS = 3_000;
const STATISTICS_MILLIS = 60_000;
const DAYS = 30;
/** Fewer attempts than this say nothing yet. */
const LEAST_ATTEMPTS = 5;

export type Measured = NonNullable<ModelInfo["measured"]>;

/** What this server has seen of the models. */
export interface ProviderState {
  /** Why a model is out of order for a while; null where it is not. */
  outageOf(listed: ListedModel): Unavailability | null;
  /** Null before there are enough attempts. */
  measuredOf(modelId: string): Measured | null;
}

const outages = kept<readonly Outage[]>([], OUTAGES_MILLIS, listOutages);
const statistics = kept<readonly ModelStatistics[]>([], STATISTICS_MILLIS, () =>
  modelStatistics({ days: DAYS, least: LEAST_ATTEMPTS, blamed: BLAMED }),
);

/** A few seconds old at most for outages, a minute for statistics. */
export async function providerState(): Promise<ProviderState> {
  const [out, counted] = await Promise.all([outages(), statistics()]);
  return stateOf(out, counted);
}

export function stateOf(out: readonly Outage[], counted: readonly ModelStatistics[]): ProviderState {
  const reasons = new Map(out.map(({ subject, code }) => [subject, reasonFor(code)]));
  const measured = new Map(
    counted.map(({ model, attempts, successes, medianMillis }) => [
      model,
      { attempts, medianMillis, successRate: successes / attempts },
    ]),
  );
  return {
    outageOf: ({ provider, model }) => reasons.get(provider.id) ?? reasons.get(model.id) ?? null,
    measuredOf: (modelId) => measured.get(modelId) ?? null,
  };
}

function reasonFor(code: string): Unavailability {
  if (isErrorCode(code) && isAccountProblem(code)) return { code: "operator_needed", values: {} };
  return { code: code === "model_retired" ? "retired" : "out_of_order", values: {} };
}
