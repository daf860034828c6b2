import { useFormatter, useTranslations } from "next-intl";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";
import { Figures } from "../figures.tsx";

/** The figures of an account. */
export function AccountFacts({ account }: { readonly account: AccountSummary }) {
  const t = useTranslations("adminAccounts.accounts");
  const format = useFormatter();
  return (
    <Figures
      figures={[
        { name: t("available"), value: format.number(account.available) },
        { name: t("held"), value: format.number(account.held) },
        { name: t("edits"), value: format.number(account.edits) },
        { name: t("images"), value: format.number(account.images) },
        { name: t("created"), value: format.dateTime(new Date(account.createdAt), { dateStyle: "medium" }) },
      ]}
    />
  );
}
