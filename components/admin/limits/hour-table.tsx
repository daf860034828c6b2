import { useFormatter, useTranslations } from "next-intl";
import type { LimitReport } from "#lib/contracts/admin/limits.ts";
import { DataTable } from "../data-table.tsx";
import { When } from "../when.tsx";

/** In which hour which limit turned somebody away how often. */
export function HourTable({ hours }: { readonly hours: LimitReport["hours"] }) {
  const t = useTranslations("adminAccounts.limits");
  const format = useFormatter();
  return (
    <DataTable
      label={t("hours")}
      empty={t("none")}
      rows={hours}
      keyOf={({ hour, policy }) => `${hour} ${policy}`}
      columns={[
        { key: "hour", label: t("hour"), cell: ({ hour }) => <When at={hour} /> },
        { key: "policy", label: t("policy"), cell: ({ policy }) => <code>{policy}</code> },
        {
          key: "hits",
          label: t("hits"),
          kind: "number",
          cell: ({ hits }) => <span className="font-medium">{format.number(hits)}</span>,
        },
      ]}
    />
  );
}
