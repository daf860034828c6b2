"use client";

import { Gauge } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { DropdownMenuItem } from "#components/ui/dropdown-menu.tsx";
import { getMe } from "#lib/client/account.ts";

interface AdministrationEntryProps {
  /** Whether they run this server; where the page does not know, it is asked when the menu opens. */
  readonly isAdmin: boolean | undefined;
}

/** The way to the administration, for those only who run the server. */
export function AdministrationEntry({ isAdmin }: AdministrationEntryProps) {
  const t = useTranslations("account.menu");
  const [isShown, setShown] = useState(isAdmin ?? false);
  useEffect(() => {
    if (isAdmin !== undefined) return;
    const controller = new AbortController();
    getMe(controller.signal).then(
      ({ role }) => setShown(role === "admin"),
      () => undefined,
    );
    return () => controller.abort();
  }, [isAdmin]);
  if (!isShown) return null;
  return (
    <DropdownMenuItem asChild>
      <Link href="/admin" prefetch={false}>
        <Gauge aria-hidden="true" />
        {t("administration")}
      </Link>
    </DropdownMenuItem>
  );
}
