"use client";

import { BookOpen, Gauge, Images, Layers, LogOut, Settings } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactElement, useEffect, useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { useLanguageChoice } from "#components/site/use-language-choice.ts";
import { useThemeChoice } from "#components/site/use-theme-choice.ts";
import type { MenuEntry, OpenedBy } from "#components/ui/menu-entry.ts";
import { OpenedMenu } from "#components/ui/opened-menu.tsx";
import { toast } from "#components/ui/toast.tsx";
import { getMe, signOut } from "#lib/client/account.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { forgetPhotos } from "#lib/client/forget-photo.ts";

export interface AccountMenuProps {
  readonly email: string;
  /** Whether they run this server, where the page knows. */
  readonly isAdmin?: boolean;
}

interface OpenedAccountMenuProps extends AccountMenuProps, OpenedBy {
  readonly trigger: ReactElement;
}

/** Who is signed in, the way to their photos, the theme, the language, and the way out. */
export function OpenedAccountMenu({ email, isAdmin, ...menu }: OpenedAccountMenuProps) {
  const t = useTranslations();
  const inWords = useErrorWords();
  const mayAdminister = useIsAdmin(isAdmin);
  const theme = useThemeChoice();
  const language = useLanguageChoice();
  const leave = async () => {
    try {
      await signOut();
      await forgetPhotos(null);
      // A full load, so that nothing of this person stays in the page's memory.
      location.assign("/");
    } catch (error) {
      toast.error(t("account.menu.stillSignedIn"), { description: inWords(asApiError(error)) });
    }
  };
  const signedInAs = t.rich("account.menu.signedInAs", {
    email,
    who: (address) => (
      <span dir="auto" className="block w-fit max-w-60 truncate text-ink">
        {address}
      </span>
    ),
  });
  const places: MenuEntry[] = [
    { kind: "link", label: t("site.photos"), icon: <Images aria-hidden="true" />, href: "/photos" },
    { kind: "link", label: t("site.models"), icon: <Layers aria-hidden="true" />, href: "/models" },
    { kind: "link", label: t("site.guide"), icon: <BookOpen aria-hidden="true" />, href: "/guide" },
    { kind: "link", label: t("account.menu.account"), icon: <Settings aria-hidden="true" />, href: "/account" },
  ];
  if (mayAdminister) {
    const label = t("account.menu.administration");
    places.push({ kind: "link", label, icon: <Gauge aria-hidden="true" />, href: "/admin", prefetch: false });
  }
  const wayOut: MenuEntry = {
    kind: "item",
    label: t("account.menu.signOut"),
    icon: <LogOut aria-hidden="true" className="rtl:-scale-x-100" />,
    onSelect: () => void leave(),
  };
  return (
    <OpenedMenu
      {...menu}
      groups={[[{ kind: "note", id: "who", content: signedInAs }], places, [theme], [language], [wayOut]]}
    />
  );
}

/** Where the page does not know, it is asked now that the menu is open. */
function useIsAdmin(known: boolean | undefined): boolean {
  const [isAdmin, setIsAdmin] = useState(known ?? false);
  useEffect(() => {
    if (known !== undefined) return;
    const controller = new AbortController();
    getMe(controller.signal).then(
      ({ role }) => setIsAdmin(role === "admin"),
      () => undefined,
    );
    return () => controller.abort();
  }, [known]);
  return isAdmin;
}
