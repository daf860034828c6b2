import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { kept } from "./kept.ts";
import { type Barred, readOperatorRules } from "./store/operator-rules.ts";
import type { SetSettings } from "./store/settings.ts";

const KEPT_MILLIS = 2_000;

/** What the operator has set, as this process goes by it: a few seconds old at most, while the database answers. */
export interface OperatorRules {
  /** Only what was set. */
  readonly settings: SetSettings;
  /** By the id of the provider. */
  readonly barred: ReadonlyMap<string, Barred>;
}

let read = reader();

/** @throws RepaintError `unavailable` before they were read once: a price without its margin would be a wrong one. */
export async function operatorRules(): Promise<OperatorRules> {
  const rules = await read();
  if (!rules) throw new RepaintError("unavailable", { detail: "the operator's settings were not read" });
  return rules;
}

/** For whoever has just changed them: the next look sees it. */
export function forgetOperatorRules(): void {
  read = reader();
}

function reader() {
  return kept<OperatorRules | null>(null, KEPT_MILLIS, async () => {
    const { settings, barred } = await readOperatorRules();
    return { settings, barred: new Map(barred.map((one) => [one.provider, one])) };
  });
}
