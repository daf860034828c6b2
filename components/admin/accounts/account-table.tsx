import { useFormatter, useTranslations } from "next-intl";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";
import { AccountLink } from "../account-link.tsx";
import { DataTable } from "../data-table.tsx";
import { hasState, StateBadges } from "./state-badges.tsx";

/** Accounts, one a row. */
export function AccountTable({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const t = useTranslations("adminAccounts.accounts");
  const format = useFormatter();
  return (
    <DataTable
      label={t("title")}
      empty={t("none")}
      rows={accounts}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "email",
          label: t("email"),
          kind: "heading",
          cell: ({ id, email }) => <AccountLink id={id} email={email} />,
        },
        {
          key: "state",
          label: t("state"),
          kind: "long",
          cell: (account) => (hasState(account) ? <StateBadges account={account} /> : null),
        },
        {
          key: "available",
          label: t("available"),
          kind: "number",
          cell: ({ available }) => <span className="font-medium">{format.number(available)}</span>,
        },
        { key: "held", label: t("held"), kind: "number", isMuted: true, cell: ({ held }) => format.number(held) },
        { key: "edits", label: t("edits"), kind: "number", isMuted: true, cell: ({ edits }) => format.number(edits) },
        {
          key: "images",
          label: t("images"),
          kind: "number",
          isMuted: true,
          cell: ({ images }) => format.number(images),
        },
        {
          key: "created",
          label: t("created"),
          isMuted: true,
          cell: ({ createdAt }) => (
            <span className="whitespace-nowrap">{format.dateTime(new Date(createdAt), { dateStyle: "medium" })}</span>
          ),
        },
      ]}
    />
  );
}
