import "server-only";
import { z } from "zod";
import { call } from "../database.ts";
import { type SetSettings, setSettings } from "./settings.ts";

/** Why a provider is not to be called now. */
export interface Barred {
  readonly provider: string;
  readonly why: "switched_off" | "daily_cap";
  /** Until it may be called again; null where nobody knows. */
  readonly seconds: number | null;
}

const answer = z.object({
  settings: setSettings,
  barred: z.array(
    z.object({ provider: z.string(), why: z.enum(["switched_off", "daily_cap"]), seconds: z.number().nullable() }),
  ),
});

/** All that the operator has set, and what follows from it at this moment. */
export async function readOperatorRules(): Promise<{
  readonly settings: SetSettings;
  readonly barred: readonly Barred[];
}> {
  return answer.parse(await call("operator_rules"));
}
