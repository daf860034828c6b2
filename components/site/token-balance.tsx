import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";

/** What an account can still spend, and the way to what was spent and to more. Grouped as people here write numbers. */
export function TokenBalance({ available }: { readonly available: number }) {
  const t = useTranslations("common");
  return (
    <Link href="/billing" className="flex min-h-control items-center rounded-full px-1">
      <Badge tone={available > 0 ? "neutral" : "warning"}>{t("tokens", { count: available })}</Badge>
    </Link>
  );
}
