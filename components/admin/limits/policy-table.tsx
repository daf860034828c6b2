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
      columns={[
        { key: "name", label: t("policy") },
        { key: "account", label: t("perAccount") },
        { key: "key", label: t("perKey") },
        { key: "address", label: t("perAddress") },
        { key: "day", label: t("day"), isNumber: true },
        { key: "month", label: t("month"), isNumber: true },
      ]}
    >
      {policies.map(({ name, perAccount, perKey, perAddress, day, month }) => (
        <tr key={name}>
          <td>
            <code>{name}</code>
          </td>
          <td className="whitespace-nowrap text-ink-muted">{inWords(perAccount)}</td>
          <td className="whitespace-nowrap text-ink-muted">{inWords(perKey)}</td>
          <td className="whitespace-nowrap text-ink-muted">{inWords(perAddress)}</td>
          <td className={day > 0 ? "text-end font-medium" : "text-end text-ink-muted"}>{format.number(day)}</td>
          <td className="text-end text-ink-muted">{format.number(month)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
