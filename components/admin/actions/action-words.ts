import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "#components/admin/use-money.ts";
import { useUsd } from "#components/admin/use-usd.ts";
import type { AdminActionInfo } from "#lib/contracts/admin/actions.ts";
import { type NumberSetting, SETTING_LIMITS, SETTING_NAMES } from "#lib/contracts/admin/settings.ts";

/**
 * What was done, in a sentence; the book's own word for it where it is newer than these.
 *
 * @param providers By their ids, what they are called.
 */
export function useActionWords(providers: ReadonlyMap<string, string>): (action: AdminActionInfo) => string {
  const t = useTranslations("admin.actions");
  const items = useTranslations("admin.settings.items");
  const format = useFormatter();
  const money = useMoney();
  const usd = useUsd();

  const valueInWords = (setting: string | null, value: unknown): string => {
    if (value === null || value === undefined) return t("byDefault");
    if (typeof value === "boolean") return t(value ? "on" : "off");
    if (typeof value === "number") {
      const name = NUMBER_SETTINGS.find((candidate) => snake(candidate) === setting);
      return name ? items(`${name}.value`, { value }) : format.number(value);
    }
    return Object.entries(value)
      .map(([key, part]) => {
        if (key === "purchases" || key === "signups") return `${items(`${key}.label`)}: ${valueInWords(null, part)}`;
        return `${providers.get(key) ?? key}: ${setting === "daily_spend_caps" ? usd(Number(part)) : valueInWords(null, part)}`;
      })
      .join(", ");
  };
  const settingInWords = (key: string | null) => {
    const name = SETTING_NAMES.find((candidate) => snake(candidate) === key);
    return name ? items(`${name}.label`) : (key ?? "");
  };
  const refundInWords = ({ amountMinor, currency }: AdminActionInfo["details"]) =>
    typeof amountMinor === "number" && typeof currency === "string" ? money({ amount: amountMinor, currency }) : "";
  return ({ action, subject, details }) => {
    const key = `kinds.${action}` as "kinds.adjust";
    if (!t.has(key)) return subject ? `${action}: ${subject}` : action;
    return t(key, {
      subject: action === "set_setting" ? settingInWords(subject) : (providers.get(subject ?? "") ?? subject ?? ""),
      tokens: typeof details.tokens === "number" ? details.tokens : 0,
      before: valueInWords(subject, details.before),
      after: valueInWords(subject, details.after),
      isOn: String(details.isOn === true),
      amount: refundInWords(details),
    });
  };
}

const NUMBER_SETTINGS = Object.keys(SETTING_LIMITS) as readonly NumberSetting[];

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
