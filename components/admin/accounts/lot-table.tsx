import { useFormatter, useTranslations } from "next-intl";
import type { TokenLot } from "#lib/contracts/admin/accounts.ts";
import { DataTable } from "../data-table.tsx";

/** What a balance is made of, in the order in which it is spent. */
export function LotTable({ lots }: { readonly lots: readonly TokenLot[] }) {
  const t = useTranslations("adminAccounts.lots");
  const format = useFormatter();
  return (
    <DataTable
      label={t("title")}
      empty={t("none")}
      rows={lots}
      keyOf={({ id }) => id}
      columns={[
        { key: "kind", label: t("kind"), kind: "heading", cell: ({ kind }) => t(`kinds.${kind}`) },
        {
          key: "remaining",
          label: t("remaining"),
          kind: "number",
          cell: ({ remaining }) => <span className="font-medium">{format.number(remaining)}</span>,
        },
        {
          key: "original",
          label: t("original"),
          kind: "number",
          isMuted: true,
          cell: ({ original }) => format.number(original),
        },
        {
          key: "expires",
          label: t("expires"),
          isMuted: true,
          cell: ({ expiresAt }) =>
            expiresAt ? format.dateTime(new Date(expiresAt), { dateStyle: "medium" }) : t("never"),
        },
      ]}
    />
  );
}
