"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "#components/account/form-error.tsx";
import { moneyInWords } from "#components/billing/money.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refundPurchase } from "#lib/client/administration.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { newId } from "#lib/client/new-id.ts";
import type { AdminPurchase } from "#lib/contracts/admin/purchases.ts";
import { tokensOfRefund } from "#lib/domain/refund.ts";
import { type Refund, RefundForm } from "./refund-form.tsx";

/**
 * Sends money back, in two steps: how much and why, then what that takes from whom. The second step keeps one key, so
 * that pressing again after an outage is no second refund.
 */
export function RefundButton({ purchase }: { readonly purchase: AdminPurchase }) {
  const t = useTranslations("adminAccounts");
  const locale = useLocale();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<(Refund & { readonly key: string }) | null>(null);
  const [written, setWritten] = useState<Refund | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const currency = purchase.chargedCurrency ?? purchase.currency;
  const name = purchase.email ?? purchase.userId;
  const inMoney = (amount: number) => moneyInWords(locale, { amount, currency });

  const show = (open: boolean) => {
    if (busy) return;
    setOpen(open);
    setAsked(null);
    setWritten(null);
    setError(null);
  };
  const confirm = async () => {
    if (!asked) return;
    setBusy(true);
    setError(null);
    try {
      const { amountMinor } = await refundPurchase(purchase.id, asked);
      setOpen(false);
      toast.success(t("refund.done", { amount: inMoney(amountMinor) }));
      router.refresh();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };

  return (
    <>
      <Button
        size="small"
        aria-label={t("refund.labelOf", { name })}
        onClick={() => show(true)}
        className="min-h-control"
      >
        {t("refund.label")}
      </Button>
      {asked ? (
        <Dialog
          open={isOpen}
          onOpenChange={show}
          title={t("refund.title", { amount: inMoney(asked.amountMinor), name })}
          description={<Consequences purchase={purchase} amountMinor={asked.amountMinor} />}
          actions={
            <>
              <Button
                onClick={() => {
                  if (busy) return;
                  setWritten(asked);
                  setAsked(null);
                }}
              >
                {t("back")}
              </Button>
              <Button variant="danger" busy={busy} onClick={confirm}>
                {t("refund.confirm", { amount: inMoney(asked.amountMinor) })}
              </Button>
            </>
          }
        >
          <p dir="auto" className="wrap-anywhere">
            {asked.reason}
          </p>
          <FormError error={error} />
        </Dialog>
      ) : (
        <RefundForm
          open={isOpen}
          onOpenChange={show}
          purchase={purchase}
          written={written}
          onDone={(refund) => {
            setError(null);
            setAsked({ ...refund, key: newId() });
          }}
        />
      )}
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
