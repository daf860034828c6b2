import { useFormatter, useTranslations } from "next-intl";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";

/** The figures of an account. */
export function AccountFacts({ account }: { readonly account: AccountSummary }) {
  const t = useTranslations("adminAccounts.accounts");
  const format = useFormatter();
  const facts = [
    [t("available"), format.number(account.available)],
    [t("held"), format.number(account.held)],
    [t("edits"), format.number(account.edits)],
    [t("images"), format.number(account.images)],
    [t("created"), format.dateTime(new Date(account.createdAt), { dateStyle: "medium" })],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      {facts.map(([name, value]) => (
        <div key={name} className="flex flex-col gap-0.5 rounded-medium border border-line bg-panel p-3">
          <dt className="text-ink-muted text-sm">{name}</dt>
          <dd className="font-semibold text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
