"use client";

import { CircleUser } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { MenuOnDemand } from "#components/ui/menu.tsx";
import type { AccountMenuProps } from "./opened-account-menu.tsx";

const load = () => import("./opened-account-menu.tsx").then((module) => module.OpenedAccountMenu);

/** What belongs to whoever is signed in. */
export function AccountMenu(account: AccountMenuProps) {
  const t = useTranslations("account.menu");
  return (
    <MenuOnDemand
      load={load}
      rest={account}
      trigger={
        <IconButton label={t("label")}>
          <CircleUser aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
