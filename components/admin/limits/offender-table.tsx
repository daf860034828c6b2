import { useFormatter, useTranslations } from "next-intl";
import type { LimitReport } from "#lib/contracts/admin/limits.ts";
import { AccountLink } from "../account-link.tsx";
import { DataTable } from "../data-table.tsx";
import { When } from "../when.tsx";

/** Whom limits turned away most. */
export function OffenderTable({ top }: { readonly top: LimitReport["top"] }) {
  const t = useTranslations("adminAccounts.limits");
  const format = useFormatter();
  return (
    <DataTable
      label={t("top")}
      empty={t("none")}
      columns={[
        { key: "who", label: t("who") },
        { key: "policy", label: t("policy") },
        { key: "hits", label: t("hits"), isNumber: true },
        { key: "last", label: t("last") },
      ]}
    >
      {top.map(({ policy, scope, key, email, hits, lastAt }) => (
        <tr key={`${policy} ${scope} ${key}`}>
          <td>
            {scope === "account" ? (
              <AccountLink id={key} email={email} />
            ) : (
              <bdi className="wrap-anywhere">{scope === "key" ? t("key", { id: key }) : key}</bdi>
            )}
          </td>
          <td>
            <code>{policy}</code>
          </td>
          <td className="text-end font-medium">{format.number(hits)}</td>
          <td>
            <When at={lastAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
