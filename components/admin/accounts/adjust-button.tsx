"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { adjustAccount } from "#lib/client/administration.ts";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";
import { TwoStepDialog } from "../two-step-dialog.tsx";
import { useTwoSteps } from "../use-two-steps.ts";
import { AdjustForm, type Adjustment } from "./adjust-form.tsx";

interface AdjustButtonProps {
  readonly account: AccountSummary;
  /** Tokens that the administrator may still move today. */
  readonly left: number;
}

/** Gives tokens to somebody or takes some: what and why, then who it is about and what they have afterwards. */
export function AdjustButton({ account, left }: AdjustButtonProps) {
  const t = useTranslations("adminAccounts.adjust");
  const format = useFormatter();
  const formId = useId();
  const name = account.email ?? account.id;
  const steps = useTwoSteps<Adjustment>(async (wish) => {
    const { available } = await adjustAccount(account.id, wish);
    return t("done", { name, available });
  });
  const { asked } = steps;
  const count = Math.abs(asked?.tokens ?? 0);
  const isGift = (asked?.tokens ?? 0) > 0;
  return (
    <>
      <Button onClick={() => steps.show(true)}>{t("label")}</Button>
      <TwoStepDialog
        steps={steps}
        formId={formId}
        title={asked ? t(isGift ? "give" : "take", { name, count }) : t("title", { name })}
        description={
          asked
            ? t("after", {
                before: format.number(account.available),
                after: format.number(account.available + asked.tokens),
              })
            : t("description", { available: format.number(account.available), left: format.number(left) })
        }
        confirmLabel={t(isGift ? "confirmGive" : "confirmTake", { count })}
        isDangerous={!isGift}
      >
        {asked ? (
          <p dir="auto" className="wrap-anywhere">
            {asked.reason}
          </p>
        ) : (
          <AdjustForm
            id={formId}
            available={account.available}
            left={left}
            written={steps.written}
            onDone={steps.ask}
          />
        )}
      </TwoStepDialog>
    </>
  );
}
