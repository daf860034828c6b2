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
        rows={audits}
        keyOf={({ id }) => id}
        columns={[
          { key: "when", label: t("when"), cell: ({ createdAt }) => <When at={createdAt} /> },
          {
            key: "result",
            label: t("result"),
            cell: ({ count }) => (count === 0 ? t("sound") : t("broken", { count })),
          },
          { key: "who", label: t("who"), cell: ({ actor }) => <AuditActor name={actor} /> },
        ]}
      />
    </AdminSection>
  );
}
