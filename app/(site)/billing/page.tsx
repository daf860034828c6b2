import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BalanceCard } from "#components/billing/balance-card.tsx";
import { PackList } from "#components/billing/pack-list.tsx";
import { PurchaseList } from "#components/billing/purchase-list.tsx";
import { TokenHistory } from "#components/billing/token-history.tsx";
import type { PackInfo, Purchase as PurchaseInfo } from "#lib/contracts/billing.ts";
import { safeRedirect } from "#lib/domain/redirect.ts";
import { requireUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";
import { orNotFound } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { listPurchases, type Purchase } from "#lib/server/store/purchases.ts";
import { listTokenChanges } from "#lib/server/store/token-changes.ts";
import { arePurchasesOn } from "#lib/server/stripe/client.ts";
import { listPacks } from "#lib/server/stripe/prices.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("billing");
  return { title: t("title"), description: t("description") };
}

const CHANGES_PER_PAGE = 20;
const PURCHASES_SHOWN = 20;

interface BillingPageProps {
  readonly searchParams: SearchParams;
}

/** Balance, packs, and what happened. `next`: where to go after paying; `cancelled`: back from the payment page. */
export default async function BillingPage({ searchParams }: BillingPageProps) {
  const user = await requireUser("/billing");
  const { next, before, cancelled } = await searchParams;
  const t = await getTranslations("billing");
  const [account, packs, changes, purchases] = await Promise.all([
    getAccount(user.id),
    packsOnSale(),
    orNotFound(listTokenChanges(user.id, asText(before), CHANGES_PER_PAGE)),
    listPurchases(user.id, undefined, PURCHASES_SHOWN),
  ]);
  // Pages that were only looked at are nothing to remember.
  const paid = purchases.items.filter(({ status }) => status !== "pending" && status !== "expired").map(toPurchaseInfo);
  const halted = account.isBlocked ? "blocked" : account.isFrozen ? "frozen" : account.inDebt ? "inDebt" : null;
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-8 px-4 py-6 sm:px-6 sm:py-8">
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      {cancelled !== undefined && (
        <p role="status" className="rounded-medium border border-line bg-panel px-3 py-2.5">
          {t("cancelled")}
        </p>
      )}
      <BalanceCard available={account.available} held={account.held} halted={halted} />
      {!account.isBlocked && (
        <section aria-labelledby="packs" className="flex flex-col gap-3">
          <h2 id="packs" className="font-semibold text-lg">
            {t("packs.title")}
          </h2>
          {typeof packs === "string" ? (
            <p className="text-ink-muted">{t(`packs.${packs}`)}</p>
          ) : (
            <>
              <p className="text-ink-muted">{t("packs.lead")}</p>
              <PackList
                packs={packs}
                next={next === undefined ? undefined : safeRedirect(asText(next), env().APP_URL, "/photos")}
              />
              <p className="text-ink-muted text-sm">{t("packs.secure")}</p>
            </>
          )}
        </section>
      )}
      <section aria-labelledby="history" className="flex flex-col gap-3">
        <h2 id="history" className="font-semibold text-lg">
          {t("history.title")}
        </h2>
        <TokenHistory
          changes={changes.items}
          olderHref={changes.nextCursor && `/billing?before=${encodeURIComponent(changes.nextCursor)}#history`}
        />
      </section>
      {paid.length > 0 && (
        <section aria-labelledby="purchases" className="flex flex-col gap-1">
          <h2 id="purchases" className="font-semibold text-lg">
            {t("purchases.title")}
          </h2>
          <PurchaseList purchases={paid} />
        </section>
      )}
    </div>
  );
}

/** Or why there are none. Whoever only wants to see their balance is not kept from it by Stripe. */
async function packsOnSale(): Promise<PackInfo[] | "off" | "unavailable"> {
  if (!(await arePurchasesOn())) return "off";
  return listPacks().catch(() => "unavailable" as const);
}

const asText = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

function toPurchaseInfo({
  id,
  packId,
  tokens,
  priceMinor,
  currency,
  status,
  refundedMinor,
  receiptUrl,
  createdAt,
}: Purchase): PurchaseInfo {
  const price = { amount: priceMinor, currency };
  return { id, packId, tokens, price, status, refundedAmount: refundedMinor, receiptUrl, createdAt };
}
