import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { HourTable } from "#components/admin/limits/hour-table.tsx";
import { OffenderTable } from "#components/admin/limits/offender-table.tsx";
import { PolicyTable } from "#components/admin/limits/policy-table.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { requireAdmin } from "#lib/server/auth.ts";
import { limitReport } from "#lib/server/store/admin/limits.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminAccounts.limits");
  return { title: t("title") };
}

/** What limits let through, and whom they turned away. */
export default async function LimitsPage() {
  await requireAdmin("/admin/limits");
  const t = await getTranslations("adminAccounts.limits");
  const { policies, hours, top } = await limitReport();
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <AdminSection id="policies" title={t("policies")}>
        <PolicyTable policies={policies} />
      </AdminSection>
      <AdminSection id="top" title={t("top")}>
        <OffenderTable top={top} />
      </AdminSection>
      <AdminSection id="hours" title={t("hours")}>
        <HourTable hours={hours} />
      </AdminSection>
    </>
  );
}
