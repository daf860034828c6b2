import { useFormatter, useTranslations } from "next-intl";
import type { AdminActionInfo } from "#lib/contracts/admin/actions.ts";
import { SETTING_NAMES } from "#lib/contracts/admin/settings.ts";

type Sentences = "kinds" | "settings";

/** What was done, in a sentence; the book's own word for it where it is newer than these. */
export function useActionWords(): (action: AdminActionInfo) => string {
  const t = useTranslations("admin.actions");
  const items = useTranslations("admin.settings.items");
  const format = useFormatter();

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
  const refundInWords = ({ amountMinor, currency }: AdminActionInfo["details"]) => {
    if (typeof amountMinor !== "number" || typeof currency !== "string") return "";
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
    return format.number(amountMinor / 10 ** (digits ?? 2), { style: "currency", currency });
  };
  return ({ action, subject, details }) => {
    const key = `kinds.${action}` as `${Sentences & "kinds"}.adjust`;
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
