import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditButton } from "#components/admin/ledger/audit-button.tsx";
import { AuditResult } from "#components/admin/ledger/audit-result.tsx";
import { EarlierAudits } from "#components/admin/ledger/earlier-audits.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { requireAdmin } from "#lib/server/auth.ts";
import { listAudits } from "#lib/server/store/admin/ledger-audits.ts";

const EARLIER_SHOWN = 30;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.ledger");
  return { title: t("title") };
}

export default async function LedgerPage() {
  await requireAdmin("/admin/ledger");
  const t = await getTranslations("admin.ledger");
  const { latest, earlier } = await listAudits(EARLIER_SHOWN);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")}>
        <AuditButton />
      </PageHead>
      {latest ? <AuditResult audit={latest} /> : <p className="text-ink-muted">{t("never")}</p>}
      <EarlierAudits audits={earlier} />
    </>
  );
}
