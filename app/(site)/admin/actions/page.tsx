import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionList } from "#components/admin/actions/action-list.tsx";
import { PageHead } from "#components/admin/page-head.tsx";
import { PageLinks } from "#components/admin/page-links.tsx";
import { Button } from "#components/ui/button.tsx";
import { actionQuery } from "#lib/contracts/admin/actions.ts";
import { providerNamesIn } from "#lib/i18n/provider-names.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { providerNames } from "#lib/server/models.ts";
import { orNotFound, parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";
import { listAdminActions } from "#lib/server/store/operator.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.actions");
  return { title: t("title") };
}

/** All of the book, or with `userId` what was done to one account. */
export default async function ActionsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  await requireAdmin("/admin/actions");
  const t = await getTranslations("admin.actions");
  const { userId, cursor, limit } = parsePageQuery(actionQuery, await searchParams);
  const page = await orNotFound(listAdminActions(userId ?? null, cursor, limit));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")}>
        {userId && (
          <Button asChild>
            <Link href="/admin/actions">{t("ofAll")}</Link>
          </Button>
        )}
      </PageHead>
      <ActionList
        actions={page.items}
        providers={providerNamesIn(providerNames(), await providerTextsOf(await getLocale()))}
      />
      <PageLinks path="/admin/actions" query={{ userId, cursor }} nextCursor={page.nextCursor} />
    </>
  );
}
