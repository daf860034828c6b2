import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "#components/admin/use-money.ts";
import type { AdminActionInfo } from "#lib/contracts/admin/actions.ts";
import { SETTING_NAMES } from "#lib/contracts/admin/settings.ts";

/** What was done, in a sentence; the book's own word for it where it is newer than these. */
export function useActionWords(): (action: AdminActionInfo) => string {
  const t = useTranslations("admin.actions");
  const items = useTranslations("admin.settings.items");
  const format = useFormatter();
  const money = useMoney();

  const valueInWords = (value: unknown): string => {
    if (value === null || value === undefined) return t("byDefault");
    if (typeof value === "boolean") return t(value ? "on" : "off");
    if (typeof value === "number") return format.number(value);
    return JSON.stringify(value);
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
      subject: action === "set_setting" ? settingInWords(subject) : (subject ?? ""),
      tokens: typeof details.tokens === "number" ? details.tokens : 0,
      before: valueInWords(details.before),
      after: valueInWords(details.after),
      isOn: String(details.isOn === true),
      amount: action === "ask_refund" ? refundInWords(details) : "",
    });
  };
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
