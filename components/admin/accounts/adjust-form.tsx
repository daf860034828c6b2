"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { wholeOf } from "#components/billing/money.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type AdjustRequest, adjustRequest } from "#lib/contracts/admin/accounts.ts";
import { ReasonField } from "../reason-field.tsx";

export type Adjustment = Omit<AdjustRequest, "key">;

interface AdjustFormProps {
  readonly id: string;
  readonly available: number;
  readonly left: number;
  /** Of an earlier look at this form. */
  readonly written: Adjustment | null;
  readonly onDone: (adjustment: Adjustment) => void;
}

/** How many tokens, and why. */
export function AdjustForm({ id, available, left, written, onDone }: AdjustFormProps) {
  const t = useTranslations();
  const [faults, setFaults] = useState<Partial<Record<"tokens" | "reason", string>>>({});

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const reference = String(fields.get("reference")).trim();
    const read = wanted.safeParse({
      tokens: wholeOf(String(fields.get("tokens"))),
      reason: fields.get("reason"),
      ...(reference !== "" && { reference }),
    });
    const wrong = new Set(read.error?.issues.map((issue) => issue.path[0]));
    const tokens = read.data?.tokens ?? 0;
    const found = {
      ...(wrong.has("tokens") && { tokens: t("adminAccounts.adjust.wrong") }),
      ...(-tokens > available && { tokens: t("errors.codes.adjustment_too_low") }),
      ...(Math.abs(tokens) > left && { tokens: t("errors.codes.daily_cap_reached") }),
      ...(wrong.has("reason") && { reason: t("adminAccounts.reason.missing") }),
    };
    setFaults(found);
    const [first] = Object.keys(found);
    const field = first && form.elements.namedItem(first);
    if (field instanceof HTMLElement) field.focus();
    else if (read.data) onDone(read.data);
  };

  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("adminAccounts.adjust.tokens")} hint={t("adminAccounts.adjust.tokensHint")} error={faults.tokens}>
        {(control) => (
          <Input
            {...control}
            name="tokens"
            inputMode="text"
            autoComplete="off"
            required
            defaultValue={written?.tokens}
          />
        )}
      </Field>
      <ReasonField isMissing={faults.reason !== undefined} {...(written && { written: written.reason })} />
      <Field label={t("adminAccounts.adjust.reference")} hint={t("adminAccounts.adjust.referenceHint")}>
        {(control) => <Input {...control} name="reference" maxLength={200} defaultValue={written?.reference} />}
      </Field>
    </form>
  );
}

const wanted = z.omit(adjustRequest, { key: true });
