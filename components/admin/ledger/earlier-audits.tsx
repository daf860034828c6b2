import { useTranslations } from "next-intl";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { When } from "#components/admin/when.tsx";
import type { LedgerAudits } from "#lib/contracts/admin/ledger.ts";
import { AuditActor } from "./audit-actor.tsx";

/** What earlier audits found, in a line each. */
export function EarlierAudits({ audits }: { readonly audits: LedgerAudits["earlier"] }) {
  const t = useTranslations("admin.ledger");
  return (
    <AdminSection id="earlier" title={t("earlier")}>
      <DataTable
        label={t("earlier")}
        empty={t("noEarlier")}
        columns={[
          { key: "when", label: t("when") },
          { key: "result", label: t("result") },
          { key: "who", label: t("who") },
        ]}
      >
        {audits.map(({ id, createdAt, count, actor }) => (
          <tr key={id}>
            <td>
              <When at={createdAt} />
            </td>
            <td>{count === 0 ? t("sound") : t("broken", { count })}</td>
            <td>
              <AuditActor name={actor} />
            </td>
          </tr>
        ))}
      </DataTable>
    </AdminSection>
  );
}
