import "server-only";
import { z } from "zod";
import { call } from "../database.ts";

const whole = z.number().int().nonnegative();

/** What an operator may change while the server runs. The same list, with the same limits, is `private.is_setting`. */
const settings = z.object({
  /** Tokens a new account begins with, and after how many days they expire. */
  signup_tokens: whole,
  signup_token_days: whole,
  /** On top of what a provider asks. */
  margin_percent: z.number().nonnegative(),
  /** Open holds of one account at a time. */
  max_concurrent_holds: whole,
  /** Tokens that one administrator may move by adjustments within a day (UTC). */
  admin_daily_tokens: whole,
  freeze_on_fraud_warning: z.boolean(),
  /** Micro-USD a day, by provider. */
  daily_spend_caps: z.record(z.string(), z.number().nonnegative()),
  /** `purchases`: tokens are sold; `signups`: there can be new accounts. */
  features: z.object({ purchases: z.boolean(), signups: z.boolean() }).partial(),
});
export type Settings = z.infer<typeof settings>;

export const setSettings = settings.partial();
export type SetSettings = z.infer<typeof setSettings>;

/** Only what was set: everything else is as the environment, or the rule that reads it, says. */
export async function getSettings(): Promise<SetSettings> {
  return setSettings.parse(await call("get_settings"));
}

/** @param value null: as it was before anybody set it. */
export async function setSetting<Key extends keyof Settings>(
  key: Key,
  value: Settings[Key] | null,
  by: { readonly actor: string; readonly reason: string },
): Promise<"set" | "unchanged" | "invalid_setting"> {
  const json = value === null ? null : JSON.stringify(value);
  const answer = await call<{ outcome: "set" | "unchanged" | "invalid_setting" }>(
    "set_setting",
    key,
    json,
    by.actor,
    by.reason,
  );
  return answer.outcome;
}
