import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";

/** Whether there is anything to tell. */
export const hasState = ({ role, isBlocked, isFrozen, inDebt }: AccountSummary): boolean =>
  role === "admin" || isBlocked || isFrozen || inDebt;

/** What is out of the ordinary with an account; nothing where all is well. */
export function StateBadges({ account }: { readonly account: AccountSummary }) {
  const t = useTranslations("adminAccounts.states");
  return (
    <span className="inline-flex flex-wrap gap-1">
      {account.role === "admin" && <Badge tone="accent">{t("admin")}</Badge>}
      {account.isBlocked && <Badge tone="danger">{t("blocked")}</Badge>}
      {account.isFrozen && <Badge tone="warning">{t("frozen")}</Badge>}
      {account.inDebt && <Badge tone="warning">{t("in_debt")}</Badge>}
    </span>
  );
}
