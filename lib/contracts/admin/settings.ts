import * as z from "zod/mini";
import { reason } from "./reason.ts";

/** What each number may be; the database checks the same (`private.is_setting`). */
export const SETTING_LIMITS = {
  signupTokens: { least: 0, most: 1_000_000_000, isWhole: true },
  signupTokenDays: { least: 1, most: 36_500, isWhole: true },
  marginPercent: { least: 0, most: 10_000, isWhole: false },
  maxConcurrentHolds: { least: 1, most: 100_000, isWhole: true },
  adminDailyTokens: { least: 0, most: 1_000_000_000, isWhole: true },
} as const;
export type NumberSetting = keyof typeof SETTING_LIMITS;

const numberSetting = ({ least, most, isWhole }: (typeof SETTING_LIMITS)[NumberSetting]) =>
  (isWhole ? z.int() : z.number()).check(z.minimum(least), z.maximum(most));

const values = {
  /** Tokens a new account begins with, and after how many days they expire: never where that is null. */
  signupTokens: numberSetting(SETTING_LIMITS.signupTokens),
  signupTokenDays: numberSetting(SETTING_LIMITS.signupTokenDays),
  /** On top of what a provider asks. */
  marginPercent: numberSetting(SETTING_LIMITS.marginPercent),
  /** Open holds of one account at a time. */
  maxConcurrentHolds: numberSetting(SETTING_LIMITS.maxConcurrentHolds),
  /** Tokens that one administrator may move by adjustments within a day (UTC). */
  adminDailyTokens: numberSetting(SETTING_LIMITS.adminDailyTokens),
  freezeOnFraudWarning: z.boolean(),
  /** Micro-USD a day (UTC), by the id of the provider. */
  dailySpendCaps: z.record(z.string(), z.int().check(z.minimum(0))),
  /** Whether tokens are sold, and whether there can be new accounts. */
  features: z.strictObject({ purchases: z.optional(z.boolean()), signups: z.optional(z.boolean()) }),
};
export const SETTING_NAMES = Object.keys(values) as readonly (keyof typeof values)[];

export const settingsAnswer = z.object({
  /** Null where nobody has set it. */
  settings: z.object({
    signupTokens: z.nullable(values.signupTokens),
    signupTokenDays: z.nullable(values.signupTokenDays),
    marginPercent: z.nullable(values.marginPercent),
    maxConcurrentHolds: z.nullable(values.maxConcurrentHolds),
    adminDailyTokens: z.nullable(values.adminDailyTokens),
    freezeOnFraudWarning: z.nullable(values.freezeOnFraudWarning),
    dailySpendCaps: z.nullable(values.dailySpendCaps),
    features: z.nullable(values.features),
  }),
  /** What holds where nothing is set, by the environment or by itself. */
  defaults: z.object({
    signupTokens: z.int(),
    signupTokenDays: z.null(),
    marginPercent: z.number(),
    maxConcurrentHolds: z.int(),
    adminDailyTokens: z.int(),
    freezeOnFraudWarning: z.boolean(),
    features: z.object({ purchases: z.boolean(), signups: z.boolean() }),
  }),
});
export type SettingsInfo = z.infer<typeof settingsAnswer>;

/** What is left out stays as it is; null is back to the default. */
const settingChanges = z.partial(z.strictObject(settingsAnswer.shape.settings.shape));
export type SettingChanges = z.infer<typeof settingChanges>;

export const settingsChange = z.strictObject({
  changes: settingChanges.check(z.refine((changes) => Object.keys(changes).length > 0, "Must change something")),
  reason,
});
