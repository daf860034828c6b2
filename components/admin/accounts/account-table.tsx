import { useFormatter, useTranslations } from "next-intl";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";
import { AccountLink } from "../account-link.tsx";
import { DataTable } from "../data-table.tsx";
import { StateBadges } from "./state-badges.tsx";

/** Accounts, one a row. */
export function AccountTable({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const t = useTranslations("adminAccounts.accounts");
  const format = useFormatter();
  return (
    <DataTable
      label={t("title")}
      empty={t("none")}
      columns={[
        { key: "email", label: t("email") },
        { key: "state", label: t("state") },
        { key: "available", label: t("available"), isNumber: true },
        { key: "held", label: t("held"), isNumber: true },
        { key: "edits", label: t("edits"), isNumber: true },
        { key: "images", label: t("images"), isNumber: true },
        { key: "created", label: t("created") },
      ]}
    >
      {accounts.map((account) => (
        <tr key={account.id}>
          <td>
            <AccountLink id={account.id} email={account.email} />
          </td>
          <td>
            <StateBadges account={account} />
          </td>
          <td className="text-end font-medium">{format.number(account.available)}</td>
          <td className="text-end text-ink-muted">{format.number(account.held)}</td>
          <td className="text-end text-ink-muted">{format.number(account.edits)}</td>
          <td className="text-end text-ink-muted">{format.number(account.images)}</td>
          <td className="whitespace-nowrap text-ink-muted">
            {format.dateTime(new Date(account.createdAt), { dateStyle: "medium" })}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
