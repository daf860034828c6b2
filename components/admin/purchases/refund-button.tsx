"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { moneyInWords } from "#components/billing/money.ts";
import { Button } from "#components/ui/button.tsx";
import { refundPurchase } from "#lib/client/administration.ts";
import type { AdminPurchase } from "#lib/contracts/admin/purchases.ts";
import { refundableMinor, tokensOfRefund } from "#lib/domain/refund.ts";
import { TwoStepDialog } from "../two-step-dialog.tsx";
import { useTwoSteps } from "../use-two-steps.ts";
import { type Refund, RefundForm } from "./refund-form.tsx";

/** Sends money back: how much and why, then what that takes from whom. */
export function RefundButton({ purchase }: { readonly purchase: AdminPurchase }) {
  const t = useTranslations("adminAccounts.refund");
  const locale = useLocale();
  const formId = useId();
  const name = purchase.email ?? purchase.userId;
  const inMoney = (amount: number) =>
    moneyInWords(locale, { amount, currency: purchase.chargedCurrency ?? purchase.currency });
  const steps = useTwoSteps<Refund>(async (wish) => {
    const { amountMinor } = await refundPurchase(purchase.id, wish);
    return t("done", { amount: inMoney(amountMinor) });
  });
  const amount = inMoney(steps.asked?.amountMinor ?? 0);
  return (
    <>
      <Button aria-label={t("labelOf", { name })} onClick={() => steps.show(true)}>
        {t("label")}
      </Button>
      <TwoStepDialog
        steps={steps}
        formId={formId}
        title={steps.asked ? t("title", { amount, name }) : t("formTitle", { name })}
        description={
          steps.asked ? (
            <Consequences purchase={purchase} amountMinor={steps.asked.amountMinor} />
          ) : (
            t("left", { amount: inMoney(refundableMinor(purchase)) })
          )
        }
        confirmLabel={t("confirm", { amount })}
        isDangerous
      >
        {steps.asked ? (
          <p dir="auto" className="wrap-anywhere">
            {steps.asked.reason}
          </p>
        ) : (
          <RefundForm id={formId} purchase={purchase} written={steps.written} onDone={steps.ask} />
        )}
      </TwoStepDialog>
    </>
  );
}

/** How many tokens go, and what of them is spent already. */
function Consequences({ purchase, amountMinor }: { readonly purchase: AdminPurchase; readonly amountMinor: number }) {
  const t = useTranslations("adminAccounts.refund");
  const taken = tokensOfRefund(purchase, amountMinor);
  const spent = Math.max(taken - Math.max(purchase.available, 0), 0);
  return (
    <>
      {t("taken", { count: taken, available: purchase.available })} {spent > 0 && t("debt", { count: spent })}
    </>
  );
}
