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
      columns={[
        { key: "hour", label: t("hour") },
        { key: "policy", label: t("policy") },
        { key: "hits", label: t("hits"), isNumber: true },
      ]}
    >
      {hours.map(({ hour, policy, hits }) => (
        <tr key={`${hour} ${policy}`}>
          <td>
            <When at={hour} />
          </td>
          <td className="whitespace-nowrap">
            <code>{policy}</code>
          </td>
          <td className="text-end font-medium">{format.number(hits)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
