import { useFormatter, useTranslations } from "next-intl";
import type { LimitReport } from "#lib/contracts/admin/limits.ts";
import { DataTable } from "../data-table.tsx";

type Rate = LimitReport["policies"][number]["perAccount"];

/** Every class of routes with what it lets through, and how often it did not. */
export function PolicyTable({ policies }: { readonly policies: LimitReport["policies"] }) {
  const t = useTranslations("adminAccounts.limits");
  const format = useFormatter();
  const inWords = (rate: Rate) =>
    rate ? t("rate", { points: rate.points, minutes: rate.seconds / 60 }) : t("unlimited");
  return (
    <DataTable
      label={t("policies")}
      empty={t("none")}
      rows={policies}
      keyOf={({ name }) => name}
      columns={[
        { key: "name", label: t("policy"), kind: "heading", cell: ({ name }) => <code>{name}</code> },
        { key: "account", label: t("perAccount"), isMuted: true, cell: ({ perAccount }) => inWords(perAccount) },
        { key: "key", label: t("perKey"), isMuted: true, cell: ({ perKey }) => inWords(perKey) },
        { key: "address", label: t("perAddress"), isMuted: true, cell: ({ perAddress }) => inWords(perAddress) },
        {
          key: "day",
          label: t("day"),
          kind: "number",
          cell: ({ day }) => <span className={day > 0 ? "font-medium" : "text-ink-muted"}>{format.number(day)}</span>,
        },
        { key: "month", label: t("month"), kind: "number", isMuted: true, cell: ({ month }) => format.number(month) },
      ]}
    />
  );
}
