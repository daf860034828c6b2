"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** The header's way in for whoever is not signed in; on the sign-in page itself, the other way in. */
export function GuestLinks() {
  const t = useTranslations("site");
  const elsewhere = usePathname() !== "/sign-in";
  return (
    <Button asChild>
      {elsewhere ? <Link href="/sign-in">{t("signIn")}</Link> : <Link href="/sign-up">{t("createAccount")}</Link>}
    </Button>
  );
}
