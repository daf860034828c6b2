"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { minorOf, typedAmount } from "#components/billing/money.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { AdminPurchase } from "#lib/contracts/admin/purchases.ts";
import { reason } from "#lib/contracts/admin/reason.ts";
import { refundableMinor } from "#lib/domain/refund.ts";
import { ReasonField } from "../reason-field.tsx";

export interface Refund {
  readonly amountMinor: number;
  readonly reason: string;
}

interface RefundFormProps {
  readonly id: string;
  readonly purchase: AdminPurchase;
  /** Of an earlier look at this form. */
  readonly written: Refund | null;
  readonly onDone: (refund: Refund) => void;
}

/** How much goes back, all that is left unless told otherwise, and why. */
export function RefundForm({ id, purchase, written, onDone }: RefundFormProps) {
  const t = useTranslations();
  const [faults, setFaults] = useState<Partial<Record<"amount" | "reason", string>>>({});
  const currency = purchase.chargedCurrency ?? purchase.currency;
  const left = refundableMinor(purchase);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const amountMinor = minorOf(String(fields.get("amount")), currency) ?? 0;
    const why = reason.safeParse(fields.get("reason"));
    const found = {
      ...(amountMinor === 0 && { amount: t("adminAccounts.refund.wrong") }),
      ...(amountMinor > left && { amount: t("errors.codes.refund_too_much") }),
      ...(!why.success && { reason: t("adminAccounts.reason.missing") }),
    };
    setFaults(found);
    const [first] = Object.keys(found);
    const field = first && form.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
    else if (why.success) onDone({ amountMinor, reason: why.data });
  };

  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("adminAccounts.refund.amount", { currency: currency.toUpperCase() })} error={faults.amount}>
        {(control) => (
          <Input
            {...control}
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            required
            defaultValue={typedAmount({ amount: written?.amountMinor ?? left, currency })}
          />
        )}
      </Field>
      <ReasonField isMissing={faults.reason !== undefined} {...(written && { written: written.reason })} />
    </form>
  );
}
