import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountActions } from "#components/admin/accounts/account-actions.tsx";
import { AccountFacts } from "#components/admin/accounts/account-facts.tsx";
import { EditTable } from "#components/admin/accounts/edit-table.tsx";
import { EntryTable } from "#components/admin/accounts/entry-table.tsx";
import { LotTable } from "#components/admin/accounts/lot-table.tsx";
import { StateBadges } from "#components/admin/accounts/state-badges.tsx";
import { ActionList } from "#components/admin/actions/action-list.tsx";
import { Address } from "#components/admin/address.tsx";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { HoldTable } from "#components/admin/holds/hold-table.tsx";
import { PageLinks } from "#components/admin/page-links.tsx";
import { PurchaseTable } from "#components/admin/purchases/purchase-table.tsx";
import { accountRecordQuery } from "#lib/contracts/admin/accounts.ts";
import { idParams } from "#lib/contracts/params.ts";
import { providerNamesIn } from "#lib/i18n/provider-names.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { accountRecord } from "#lib/server/admin/account-record.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { providerNames } from "#lib/server/models.ts";
import { orNotFound, parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";
import { isStripeSet } from "#lib/server/stripe/client.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminAccounts.accounts");
  return { title: t("one") };
}

interface AccountPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: SearchParams;
}

/** One account: what it has, what happened to it, and what can be done. */
export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const { data } = idParams.safeParse(await params);
  const user = await requireAdmin(data ? `/admin/accounts/${data.id}` : "/admin/accounts");
  if (!data) notFound();
  const { cursor } = parsePageQuery(accountRecordQuery, await searchParams);
  const t = await getTranslations("adminAccounts");
  const { account, lots, entries, purchases, holds, recentEdits, actions, adjustmentsLeft } = await orNotFound(
    accountRecord(data.id, cursor, actorOf(user)),
  );
  return (
    <>
      <header className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="wrap-anywhere font-semibold text-2xl">
            <Address of={account.email ?? t("accounts.noAddress")} />
          </h1>
          <StateBadges account={account} />
        </div>
        <code className="wrap-anywhere text-ink-muted text-sm">{account.id}</code>
        <AccountActions account={account} adjustmentsLeft={adjustmentsLeft} />
      </header>
      <AccountFacts account={account} />
      <AdminSection id="lots" title={t("lots.title")}>
        <LotTable lots={lots} />
      </AdminSection>
      {holds.length > 0 && (
        <AdminSection id="holds" title={t("holds.title")}>
          <HoldTable holds={holds} isOfOne />
        </AdminSection>
      )}
      <AdminSection id="entries" title={t("entries.title")}>
        <EntryTable entries={entries.items} />
        <PageLinks path={`/admin/accounts/${account.id}`} query={{ cursor }} nextCursor={entries.nextCursor} />
      </AdminSection>
      <AdminSection id="purchases" title={t("purchases.title")}>
        <PurchaseTable purchases={purchases} canRefund={isStripeSet()} isOfOne />
      </AdminSection>
      <AdminSection id="edits" title={t("edits.title")}>
        <EditTable edits={recentEdits} />
      </AdminSection>
      <AdminSection id="actions" title={t("actions.title")}>
        <ActionList
          actions={actions}
          providers={providerNamesIn(providerNames(), await providerTextsOf(await getLocale()))}
          isOfOne
        />
      </AdminSection>
    </>
  );
}
