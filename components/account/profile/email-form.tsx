"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { changeEmail } from "#lib/client/profile.ts";
import { newAddressRequest } from "#lib/contracts/profile.ts";
import { address } from "../address.tsx";
import { FormError } from "../form-error.tsx";
import { PasswordInput } from "../password-input.tsx";
import { SentNotice } from "../sent-notice.tsx";
import { AsideLink } from "../text-link.tsx";
import { useSubmit } from "../use-submit.ts";

/** `localMailbox`: whether messages stay on this machine; a hosted project asks the present address as well. */
export function EmailForm({ localMailbox }: { readonly localMailbox: boolean }) {
  const t = useTranslations();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const words = { email: t("account.wrong.email"), password: t("profile.wrongPassword") };
  const { busy, error, fieldErrors, onSubmit } = useSubmit(newAddressRequest, words, async (fields) => {
    await changeEmail(fields);
    setSentTo(fields.email);
    return "done";
  });
  if (sentTo) {
    return (
      <SentNotice localMailbox={localMailbox}>
        <p>
          {t.rich(localMailbox ? "profile.address.linkSent" : "profile.address.linksSent", {
            email: sentTo,
            strong: address,
          })}
        </p>
      </SentNotice>
    );
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex max-w-100 flex-col gap-4">
      <Field label={t("profile.address.new")} error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="email" />}
      </Field>
      <Field
        label={t("account.password")}
        error={fieldErrors.password}
        aside={<AsideLink href="/reset">{t("account.signIn.forgot")}</AsideLink>}
      >
        {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
      </Field>
      <FormError error={error} />
      <Button type="submit" busy={busy} className="self-start">
        {t("profile.address.submit")}
      </Button>
    </form>
  );
}
