import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AutoRefresh } from "#components/site/auto-refresh.tsx";
import { MessagePage } from "#components/site/message-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { safeRedirect } from "#lib/domain/redirect.ts";
import { requireUser } from "#lib/server/auth.ts";
import { env } from "#lib/server/env.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { returnFromCheckout } from "#lib/server/stripe/return-from-checkout.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("billing.back");
  return { title: t("title") };
}

interface ReturnPageProps {
  readonly searchParams: Promise<{ readonly session_id?: string; readonly next?: string }>;
}

/** Where the payment page leads back to: looks the payment up itself, so that nobody waits for a webhook. */
export default async function ReturnPage({ searchParams }: ReturnPageProps) {
  const { session_id: sessionId = "", next } = await searchParams;
  const user = await requireUser("/billing");
  const t = await getTranslations("billing.back");
  const purchase = await returnFromCheckout(user.id, sessionId);
  const { available } = await getAccount(user.id);
  const target = next === undefined ? null : safeRedirect(next, env().APP_URL, "/photos");
  const toTokens = (
    <Button asChild variant={target ? "secondary" : "primary"}>
      <Link href="/billing">{t("toTokens")}</Link>
    </Button>
  );
  switch (purchase.status) {
    case "pending":
      return (
        <MessagePage title={t("pendingTitle")} actions={toTokens}>
          <AutoRefresh seconds={5} />
          {t("pending")}
        </MessagePage>
      );
    case "failed":
    case "expired":
      return (
        <MessagePage title={t("failedTitle")} actions={toTokens}>
          {t("failed")}
        </MessagePage>
      );
    default:
      return (
        <MessagePage
          title={t("title")}
          actions={
            <>
              {target && (
                <Button asChild variant="primary">
                  <a href={target}>{t("toEditor")}</a>
                </Button>
              )}
              {toTokens}
            </>
          }
        >
          {t("paid", { count: purchase.tokens, available })}
        </MessagePage>
      );
  }
}
