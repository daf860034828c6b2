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
      rows={top}
      keyOf={({ policy, scope, key }) => `${policy} ${scope} ${key}`}
      columns={[
        {
          key: "who",
          label: t("who"),
          kind: "heading",
          cell: ({ scope, key, email }) =>
            scope === "account" ? (
              <AccountLink id={key} email={email} />
            ) : (
              <bdi className="wrap-anywhere">{scope === "key" ? t("key", { id: key }) : key}</bdi>
            ),
        },
        { key: "policy", label: t("policy"), cell: ({ policy }) => <code>{policy}</code> },
        {
          key: "hits",
          label: t("hits"),
          kind: "number",
          cell: ({ hits }) => <span className="font-medium">{format.number(hits)}</span>,
        },
        { key: "last", label: t("last"), cell: ({ lastAt }) => <When at={lastAt} /> },
      ]}
    />
  );
}
