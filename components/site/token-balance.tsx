import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";

/** What an account can still spend. Whole tokens, grouped as people here write numbers. */
export function TokenBalance({ available }: { readonly available: number }) {
  const t = useTranslations("common");
  return <Badge tone={available > 0 ? "neutral" : "warning"}>{t("tokens", { count: available })}</Badge>;
}
