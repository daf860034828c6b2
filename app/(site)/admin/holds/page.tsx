import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterLinks } from "#components/admin/filter-links.tsx";
import { HoldTable } from "#components/admin/holds/hold-table.tsx";
import { hrefWith } from "#components/admin/href-with.ts";
import { PageHead } from "#components/admin/page-head.tsx";
import { PageLinks } from "#components/admin/page-links.tsx";
import { holdQuery } from "#lib/contracts/admin/holds.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { orNotFound, parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";
import { listOpenHolds } from "#lib/server/store/admin/holds.ts";

const PATH = "/admin/holds";
const CHOICES = [0, 10, 60];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminAccounts.holds");
  return { title: t("title") };
}

interface HoldsPageProps {
  readonly searchParams: SearchParams;
}

/** Tokens that are set aside for long, and those that look stuck. */
export default async function HoldsPage({ searchParams }: HoldsPageProps) {
  await requireAdmin(PATH);
  const { minutes, cursor, limit } = parsePageQuery(holdQuery, await searchParams);
  const t = await getTranslations("adminAccounts.holds");
  const { items, nextCursor } = await orNotFound(listOpenHolds(minutes * 60, cursor, limit));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <FilterLinks
        label={t("narrow")}
        choices={CHOICES.map((choice) => ({
          href: hrefWith(PATH, { minutes: String(choice) }),
          label: choice === 0 ? t("all") : t("older", { count: choice }),
          isChosen: choice === minutes,
        }))}
      />
      <HoldTable holds={items} />
      <PageLinks path={PATH} query={{ minutes: String(minutes), cursor }} nextCursor={nextCursor} />
    </>
  );
}
