"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { changePassword } from "#lib/client/account.ts";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS, newPasswordRequest } from "#lib/contracts/account.ts";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { useSubmit } from "./use-submit.ts";

/** `email` is shown to password managers, so that they file the password under the right account. */
export function NewPasswordForm({ email, next }: { readonly email: string; readonly next: string }) {
  const t = useTranslations("account");
  const limits = { least: MIN_PASSWORD_CHARACTERS, most: MAX_PASSWORD_CHARACTERS };
  const words = { password: t("wrong.newPassword", limits) };
  const { busy, error, fieldErrors, onSubmit } = useSubmit(newPasswordRequest, words, async ({ password }) => {
    await changePassword(password);
    location.assign(next);
    return "leaving";
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <input type="email" value={email} autoComplete="username" readOnly hidden />
      <Field label={t("newPassword")} hint={t("newPasswordHint", limits)} error={fieldErrors.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("change.submit")}
      </Button>
    </form>
  );
}
