import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DownloadRange } from "#components/admin/download-range.tsx";
import { FilterLinks } from "#components/admin/filter-links.tsx";
import { hrefWith } from "#components/admin/href-with.ts";
import { PageLinks } from "#components/admin/page-links.tsx";
import { PurchaseTable } from "#components/admin/purchases/purchase-table.tsx";
import { purchaseQuery } from "#lib/contracts/admin/purchases.ts";
import { PURCHASE_STATUSES } from "#lib/contracts/billing.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { orNotFound, parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";
import { listAllPurchases } from "#lib/server/store/admin/purchases.ts";
import { isStripeSet } from "#lib/server/stripe/client.ts";

const PATH = "/admin/purchases";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminAccounts.purchases");
  return { title: t("title") };
}

interface PurchasesPageProps {
  readonly searchParams: SearchParams;
}

/** Purchases of all accounts, or of one. */
export default async function PurchasesPage({ searchParams }: PurchasesPageProps) {
  await requireAdmin(PATH);
  const { status, userId, cursor, limit } = parsePageQuery(purchaseQuery, await searchParams);
  const t = await getTranslations("adminAccounts.purchases");
  const { items, nextCursor } = await orNotFound(listAllPurchases({ status, userId }, cursor, limit));
  return (
    <>
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      {!isStripeSet() && <p className="text-ink-muted">{t("noStripe")}</p>}
      <FilterLinks
        label={t("narrow")}
        choices={[undefined, ...PURCHASE_STATUSES].map((choice) => ({
          href: hrefWith(PATH, { status: choice, userId }),
          label: choice ? t(`statuses.${choice}`) : t("all"),
          isChosen: choice === status,
        }))}
      />
      <PurchaseTable purchases={items} canRefund={isStripeSet()} />
      <PageLinks path={PATH} query={{ status, userId, cursor }} nextCursor={nextCursor} />
      <DownloadRange what="purchases" path="/api/v1/admin/purchases.csv" />
    </>
  );
}
