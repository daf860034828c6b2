import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountSearch } from "#components/admin/accounts/account-search.tsx";
import { AccountTable } from "#components/admin/accounts/account-table.tsx";
import { DownloadRange } from "#components/admin/download-range.tsx";
import { PageLinks } from "#components/admin/page-links.tsx";
import { accountQuery } from "#lib/contracts/admin/accounts.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { orNotFound, parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";
import { listAccounts } from "#lib/server/store/admin/accounts.ts";

const PATH = "/admin/accounts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminAccounts.accounts");
  return { title: t("title") };
}

interface AccountsPageProps {
  readonly searchParams: SearchParams;
}

/** Accounts, newest first, or those that were looked for. */
export default async function AccountsPage({ searchParams }: AccountsPageProps) {
  await requireAdmin(PATH);
  const { query, state, cursor, limit } = parsePageQuery(accountQuery, await searchParams);
  const t = await getTranslations("adminAccounts.accounts");
  const { items, nextCursor } = await orNotFound(listAccounts({ query, state }, cursor, limit));
  return (
    <>
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <AccountSearch query={query} state={state} />
      <AccountTable accounts={items} />
      <PageLinks path={PATH} query={{ query, state, cursor }} nextCursor={nextCursor} />
      <DownloadRange what="entries" path="/api/v1/admin/entries.csv" />
    </>
  );
}
