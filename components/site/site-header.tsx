import Link from "next/link";
import { useTranslations } from "next-intl";
import { AccountMenu } from "#components/account/account-menu.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Me } from "#lib/contracts/account.ts";
import { GuestLinks } from "./guest-links.tsx";
import { Wordmark } from "./logo.tsx";
import { TokenBalance } from "./token-balance.tsx";

/** @param me Who is signed in, or null. */
export function SiteHeader({ me }: { readonly me: Me | null }) {
  const t = useTranslations("site");
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-page">
      <div className="mx-auto flex h-14 max-w-7xl items-center justify-between gap-2 px-4 sm:px-6">
        <Link href="/" aria-label={t("home")} className="-ms-1.5 flex h-11 items-center rounded-medium px-1.5">
          <Wordmark />
        </Link>
        <div className="flex items-center gap-2">
          <Button asChild variant="ghost" className="max-md:hidden">
            <Link href="/guide">{t("guide")}</Link>
          </Button>
          <Button asChild variant="ghost" className="max-sm:hidden">
            <Link href="/models">{t("models")}</Link>
          </Button>
          {me ? (
            <>
              <Button asChild variant="ghost">
                <Link href="/photos">{t("photos")}</Link>
              </Button>
              <TokenBalance available={me.tokens.available} />
              <AccountMenu email={me.email} isAdmin={me.role === "admin"} />
            </>
          ) : (
            <GuestLinks />
          )}
        </div>
      </div>
    </header>
  );
}
