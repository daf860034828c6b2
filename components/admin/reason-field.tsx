"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { MAX_REASON_CHARACTERS } from "#lib/contracts/admin/reason.ts";

interface ReasonFieldProps {
  readonly isMissing: boolean;
  /** What was written before, where a form is shown again. */
  readonly written?: string;
}

/** Why something is done. Without it nothing is. */
export function ReasonField({ isMissing, written }: ReasonFieldProps) {
  const t = useTranslations("adminAccounts.reason");
  return (
    <Field label={t("label")} hint={t("hint")} error={isMissing ? t("missing") : null}>
      {(control) => (
        <Textarea {...control} name="reason" required maxLength={MAX_REASON_CHARACTERS} defaultValue={written} />
      )}
    </Field>
  );
}
