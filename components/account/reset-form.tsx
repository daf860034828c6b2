"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { sendReset } from "#lib/client/account.ts";
import { resetRequest } from "#lib/contracts/account.ts";
import { address } from "./address.tsx";
import { FormError } from "./form-error.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { useSubmit } from "./use-submit.ts";

export function ResetForm({ localMailbox }: { readonly localMailbox: boolean }) {
  const t = useTranslations("account");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, error, fieldErrors, onSubmit } = useSubmit(
    resetRequest,
    { email: t("wrong.email") },
    async ({ email }) => {
      await sendReset(email);
      setSentTo(email);
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
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("reset.submit")}
      </Button>
    </form>
  );
}
