import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { FilterLinks } from "#components/admin/filter-links.tsx";
import { KeyFigures } from "#components/admin/overview/key-figures.tsx";
import { OverviewCharts } from "#components/admin/overview/overview-charts.tsx";
import { ProviderFigures } from "#components/admin/overview/provider-figures.tsx";
import { RevenueFigures } from "#components/admin/overview/revenue-figures.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { OVERVIEW_DAYS, overviewQuery } from "#lib/contracts/admin/overview.ts";
import { providersNamed } from "#lib/i18n/provider-names.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { overviewOf } from "#lib/server/admin/overview.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";

/** Of the last 30 days, or as many as `days` says. Its title is that of all pages in here. */
export default async function OverviewPage({ searchParams }: { readonly searchParams: SearchParams }) {
  await requireAdmin("/admin");
  const t = await getTranslations("admin.overview");
  const format = await getFormatter();
  const { days } = parsePageQuery(overviewQuery, await searchParams);
  const overview = await overviewOf(days);
  const { standing } = overview;
  return (
    <>
      <PageHead
        title={t("title")}
        lead={
          standing
            ? t("asOf", {
                when: format.dateTime(new Date(standing.takenAt), {
                  dateStyle: "medium",
                  timeStyle: "short",
                  timeZone: "UTC",
                }),
              })
            : t("notYet")
        }
      >
        <FilterLinks
          label={t("period")}
          choices={OVERVIEW_DAYS.map((count) => ({
            href: `/admin?days=${count}`,
            label: t("days", { count }),
            isChosen: count === days,
          }))}
        />
      </PageHead>
      <KeyFigures overview={overview} />
      <OverviewCharts daily={overview.daily} />
      <ProviderFigures providers={providersNamed(overview.providers, await providerTextsOf(await getLocale()))} />
      <RevenueFigures overview={overview} />
    </>
  );
}
