import { useTranslations } from "next-intl";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";
import { ReasonButton } from "../reason-button.tsx";
import { AdjustButton } from "./adjust-button.tsx";

interface AccountActionsProps {
  readonly account: AccountSummary;
  /** Tokens that the administrator may still move today. */
  readonly adjustmentsLeft: number;
}

/** What can be done to an account. */
export function AccountActions({ account, adjustmentsLeft }: AccountActionsProps) {
  const t = useTranslations("adminAccounts");
  const name = account.email ?? account.id;
  const path = `/api/v1/admin/accounts/${account.id}`;
  const blocking = account.isBlocked ? "unblock" : "block";
  return (
    <div className="flex flex-wrap gap-2">
      <AdjustButton account={account} left={adjustmentsLeft} />
      <ReasonButton
        key={blocking}
        label={t(`${blocking}.label`)}
        title={t(`${blocking}.title`, { name })}
        description={t(`${blocking}.description`)}
        confirmLabel={t(`${blocking}.label`)}
        done={t(`${blocking}.done`)}
        path={`${path}/block`}
        body={{ isBlocked: !account.isBlocked }}
        isDangerous={!account.isBlocked}
      />
      {account.isFrozen && (
        <ReasonButton
          label={t("unfreeze.label")}
          title={t("unfreeze.title", { name })}
          description={t("unfreeze.description")}
          confirmLabel={t("unfreeze.label")}
          done={t("unfreeze.done")}
          path={`${path}/unfreeze`}
        />
      )}
    </div>
  );
}
