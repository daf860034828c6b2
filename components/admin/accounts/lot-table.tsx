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
      columns={[
        { key: "kind", label: t("kind") },
        { key: "remaining", label: t("remaining"), isNumber: true },
        { key: "original", label: t("original"), isNumber: true },
        { key: "expires", label: t("expires") },
      ]}
    >
      {lots.map((lot) => (
        <tr key={lot.id}>
          <td>{t(`kinds.${lot.kind}`)}</td>
          <td className="text-end font-medium">{format.number(lot.remaining)}</td>
          <td className="text-end text-ink-muted">{format.number(lot.original)}</td>
          <td className="whitespace-nowrap text-ink-muted">
            {lot.expiresAt ? format.dateTime(new Date(lot.expiresAt), { dateStyle: "medium" }) : t("never")}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
