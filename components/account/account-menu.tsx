"use client";

import { BookOpen, CircleUser, Images, Layers, LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { LanguageChoice } from "#components/site/language-choice.tsx";
import { ThemeChoice } from "#components/site/theme-choice.tsx";
import { useErrorWords } from "#components/site/use-error-words.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { signOut } from "#lib/client/account.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { forgetPhotos } from "#lib/client/forget-photo.ts";
import { AdministrationEntry } from "./administration-entry.tsx";

interface AccountMenuProps {
  readonly email: string;
  /** Whether they run this server, where the page knows. */
  readonly isAdmin?: boolean;
}

/** Who is signed in, the way to their photos, the theme, the language, and the way out. */
export function AccountMenu({ email, isAdmin }: AccountMenuProps) {
  const t = useTranslations();
  const inWords = useErrorWords();
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
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <IconButton label={t("account.menu.label")}>
          <CircleUser aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          {t.rich("account.menu.signedInAs", {
            email,
            who: (address) => (
              <span dir="auto" className="block w-fit max-w-60 truncate text-ink">
                {address}
              </span>
            ),
          })}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/photos">
            <Images aria-hidden="true" />
            {t("site.photos")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/models">
            <Layers aria-hidden="true" />
            {t("site.models")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/guide">
            <BookOpen aria-hidden="true" />
            {t("site.guide")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/account">
            <Settings aria-hidden="true" />
            {t("account.menu.account")}
          </Link>
        </DropdownMenuItem>
        <AdministrationEntry isAdmin={isAdmin} />
        <DropdownMenuSeparator />
        <ThemeChoice />
        <DropdownMenuSeparator />
        <LanguageChoice />
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={leave}>
          <LogOut aria-hidden="true" className="rtl:-scale-x-100" />
          {t("account.menu.signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
