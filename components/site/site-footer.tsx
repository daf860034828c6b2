import Link from "next/link";
import { useTranslations } from "next-intl";
import { LanguageMenu } from "./language-menu.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

const LINK = "flex min-h-control items-center underline-offset-4 hover:underline";

export function SiteFooter() {
  const t = useTranslations("site");
  return (
    <footer className="border-line border-t">
      <div className="mx-auto flex min-h-14 max-w-7xl flex-wrap items-center justify-between gap-x-6 px-4 py-1 text-ink-muted text-sm sm:px-6">
        <div className="flex flex-wrap gap-x-6">
          <Link href="/guide" className={LINK}>
            {t("guide")}
          </Link>
          <Link href="/models" className={LINK}>
            {t("models")}
          </Link>
          <a href="/third-party-notices.txt" className={LINK}>
            {t("notices")}
          </a>
        </div>
        <div className="-mx-2.5 flex">
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </div>
    </footer>
  );
}
