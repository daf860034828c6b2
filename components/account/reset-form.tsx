"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { sendReset } from "#lib/client/account.ts";
import { resetRequest } from "#lib/contracts/account.ts";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";
import { address } from "./address.tsx";
import { Captcha } from "./captcha.tsx";
import { FormError } from "./form-error.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { useSubmit } from "./use-submit.ts";

interface ResetFormProps {
  readonly localMailbox: boolean;
  readonly captcha: CaptchaWidget | null;
}

export function ResetForm({ localMailbox, captcha }: ResetFormProps) {
  const t = useTranslations("account");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, error, fieldErrors, answers, onSubmit } = useSubmit(
    resetRequest,
    { email: t("wrong.email") },
    async (fields) => {
      await sendReset(fields);
      setSentTo(fields.email);
      return "done";
    },
  );
  if (sentTo) {
    return (
      <SentNotice localMailbox={localMailbox}>
        <p>{t.rich("reset.linkSent", { email: sentTo, strong: address })}</p>
      </SentNotice>
    );
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label={t("email")} error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Captcha widget={captcha} spent={answers} />
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("reset.submit")}
      </Button>
    </form>
  );
}
