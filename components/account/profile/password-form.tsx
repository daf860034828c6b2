"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { replacePassword } from "#lib/client/profile.ts";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "#lib/contracts/account.ts";
import { passwordChangeRequest } from "#lib/contracts/profile.ts";
import { FormError } from "../form-error.tsx";
import { PasswordInput } from "../password-input.tsx";
import { AsideLink } from "../text-link.tsx";
import { useSubmit } from "../use-submit.ts";

/** `email` is shown to password managers, so that they file the password under the right account. */
export function PasswordForm({ email }: { readonly email: string }) {
  // Drawn anew, and so emptied, after each change.
  const [changes, setChanges] = useState(0);
  return <EmptyPasswordForm key={changes} email={email} onChanged={() => setChanges(changes + 1)} />;
}

function EmptyPasswordForm({ email, onChanged }: { readonly email: string; readonly onChanged: () => void }) {
  const t = useTranslations();
  const limits = { least: MIN_PASSWORD_CHARACTERS, most: MAX_PASSWORD_CHARACTERS };
  const words = { currentPassword: t("profile.wrongPassword"), newPassword: t("account.wrong.newPassword", limits) };
  const { busy, error, fieldErrors, onSubmit } = useSubmit(passwordChangeRequest, words, async (fields) => {
    await replacePassword(fields);
    toast.success(t("profile.password.changed"));
    onChanged();
    return "done";
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex max-w-100 flex-col gap-4">
      <input type="email" value={email} autoComplete="username" readOnly hidden />
      <Field
        label={t("profile.password.current")}
        error={fieldErrors.currentPassword}
        aside={<AsideLink href="/reset">{t("account.signIn.forgot")}</AsideLink>}
      >
        {(control) => <PasswordInput {...control} name="currentPassword" autoComplete="current-password" />}
      </Field>
      <Field
        label={t("account.newPassword")}
        hint={t("account.newPasswordHint", limits)}
        error={fieldErrors.newPassword}
      >
        {(control) => <PasswordInput {...control} name="newPassword" autoComplete="new-password" />}
      </Field>
      <FormError error={error} />
      <Button type="submit" busy={busy} className="self-start">
        {t("profile.password.submit")}
      </Button>
    </form>
  );
}
