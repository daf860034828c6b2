import "server-only";
import { SETTING_NAMES, type SettingChanges, type SettingsInfo } from "#lib/contracts/admin/settings.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { env } from "../env.ts";
import { providerNames } from "../models.ts";
import { forgetOperatorRules } from "../operator-rules.ts";
import type { By } from "../store/operator.ts";
import { getSettings, type Settings, setSetting } from "../store/settings.ts";

const KEYS = {
  signupTokens: "signup_tokens",
  signupTokenDays: "signup_token_days",
  marginPercent: "margin_percent",
  maxConcurrentHolds: "max_concurrent_holds",
  adminDailyTokens: "admin_daily_tokens",
  freezeOnFraudWarning: "freeze_on_fraud_warning",
  dailySpendCaps: "daily_spend_caps",
  features: "features",
} as const satisfies Record<(typeof SETTING_NAMES)[number], keyof Settings>;

/** What is set, and what holds where nothing is. The last three numbers are those of the SQL functions that read them. */
export async function settingsInfo(): Promise<SettingsInfo> {
  const { SIGNUP_TOKENS, SHOW_TOKEN_PURCHASE } = env();
  const stored = await getSettings();
  const settings = Object.fromEntries(SETTING_NAMES.map((name) => [name, stored[KEYS[name]] ?? null]));
  return {
    settings: settings as SettingsInfo["settings"],
    defaults: {
      signupTokens: SIGNUP_TOKENS,
      signupTokenDays: null,
      marginPercent: 0,
      features: { purchases: SHOW_TOKEN_PURCHASE, signups: true },
      maxConcurrentHolds: 100,
      adminDailyTokens: 100_000,
      freezeOnFraudWarning: false,
    },
  };
}

/** One after the other, each with its line in the book. @throws RepaintError `invalid_request` for a provider there is not. */
export async function changeSettings(changes: SettingChanges, by: By): Promise<void> {
  const known = providerNames();
  const unknown = Object.keys(changes.dailySpendCaps ?? {}).find((provider) => !known.has(provider));
  if (unknown !== undefined) throw new RepaintError("invalid_request", { field: `changes.dailySpendCaps.${unknown}` });
  for (const name of SETTING_NAMES) {
    const value = changes[name];
    if (value === undefined) continue;
    const outcome = await setSetting(KEYS[name], value, by);
    if (outcome === "invalid_setting") throw new RepaintError("invalid_request", { field: `changes.${name}` });
  }
  forgetOperatorRules();
}
